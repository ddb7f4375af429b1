namespace Docket.Application.Import;

/// <summary>What to import.</summary>
/// <param name="File">A CSV file with a header line, plain or gzip.</param>
/// <param name="Mapping">A built-in mapping's name, such as <c>online-retail</c>, or the path of a mapping file.</param>
/// <param name="RejectsFile">Where rejected rows are written to; null for nowhere. An existing file is replaced.</param>
public sealed record ImportRequest(string File, string Mapping, string? RejectsFile);

/// <summary>How far an import is.</summary>
/// <param name="Stage">What it does now.</param>
/// <param name="Done">Bytes read, or commands done.</param>
/// <param name="Total">Bytes of the file, or all commands.</param>
public readonly record struct ImportProgress(ImportStage Stage, long Done, long Total);

/// <summary>What an import does at a time.</summary>
public enum ImportStage
{
    /// <summary>Reads the file and groups its rows into orders.</summary>
    Reading,

    /// <summary>Runs the orders' commands.</summary>
    Writing,
}
