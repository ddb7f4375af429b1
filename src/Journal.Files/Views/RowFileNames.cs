using System.Globalization;

namespace Docket.Journal.Files.Views;

/// <summary>How a generation's row files are called: <c>rows-1</c>, <c>rows-2</c> after the first compaction, and so on.</summary>
internal static class RowFileNames
{
    /// <summary>Ends the name of a compacted file until it is whole.</summary>
    public const string Unfinished = ".new";

    private const string Start = "rows-";

    public static string Of(string directory, int number) =>
        Path.Combine(directory, Start + number.ToString(CultureInfo.InvariantCulture));

    public static string After(string path) => Of(Path.GetDirectoryName(path)!, NumberOf(path) + 1);

    /// <summary>The newest whole file.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string Newest(string directory) =>
        All(directory).MaxBy(NumberOf) ?? throw new InvalidDataException("its rows are missing");

    /// <summary>The newest whole file. What a compaction that was cut short left beside it is deleted.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string KeepNewest(string directory)
    {
        var newest = Newest(directory);
        foreach (var path in All(directory))
            if (path != newest) Delete(path);
        foreach (var path in Directory.GetFiles(directory, "*" + Unfinished)) Delete(path);
        return newest;
    }

    /// <summary>Deletes a row file with its hint.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(RowHint.PathOf(path));
    }

    private static IEnumerable<string> All(string directory) => Directory.Exists(directory)
        ? Directory.GetFiles(directory, Start + "*").Where(path => NumberOf(path) > 0)
        : [];

    private static int NumberOf(string path) => int.TryParse(
        Path.GetFileName(path).AsSpan(Start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
