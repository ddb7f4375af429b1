using System.Globalization;
using CsvHelper;
using Docket.Application.Import.Mapping;
using Docket.Application.Import.Planning;
using Docket.Application.Import.Reading;

namespace Docket.Application.Import.Writing;

/// <summary>
/// Writes the rows that ended in no event: line, reason, quantity left, and the row's own columns, so that it can be
/// mended and imported again. Reads the source a second time instead of keeping every row's text.
/// </summary>
internal static class RejectsFile
{
    private static readonly string[] OwnColumns = ["line", "reason", "quantity_left"];

    // A row with too few fields is shown as it is.
    private static readonly CsvWriterOptions Ragged = new() { ValidateFieldCount = false };

    /// <summary>Finds out before anything is imported whether the file can be written at all.</summary>
    public static void Check(ImportRequest request, ImportMapping mapping)
    {
        if (request.RejectsFile is not { } path) return;
        using var source = new CsvSource(request.File, mapping.Delimiter);
        try
        {
            // The source is open, so the rejects cannot be meant to replace it.
            using var probe = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ImportException($"The rejects cannot be written to {path}: {failure.Message}", failure);
        }
    }

    public static void Write(ImportRequest request, ImportMapping mapping, List<Reject> rejects)
    {
        if (request.RejectsFile is not { } path) return;
        try
        {
            using var source = new CsvSource(request.File, mapping.Delimiter);
            using var writer = CsvWriter.ToFile(path, Ragged);
            writer.WriteRecord([.. OwnColumns, .. source.Header]);
            var next = 0;
            while (next < rejects.Count && source.Read())
                if (source.Line == rejects[next].Row) WriteRow(writer, rejects[next++], source);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(
                $"The import is done, but the rejects could not be written to {path}: {failure.Message} Run it again.",
                failure);
        }
    }

    private static void WriteRow(CsvWriter writer, in Reject reject, CsvSource source)
    {
        writer.WriteField(reject.Row.ToString(CultureInfo.InvariantCulture));
        writer.WriteField(reject.Reason);
        writer.WriteField(reject.QuantityLeft?.ToString(CultureInfo.InvariantCulture) ?? "");
        for (var i = 0; i < source.FieldCount; i++) writer.WriteField(source[i]);
        writer.EndRecord();
    }
}
