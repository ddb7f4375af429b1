using System.Globalization;

namespace Docket.Journal.Files.Views;

/// <summary>Which generation of a view serves, and which one did before: a small file that a rename replaces in one step.</summary>
internal sealed record GenerationPointer(int Serving, int? Former)
{
    private const string FileName = "serving";
    private const string Start = "generation-";

    public static GenerationPointer? Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) return null;
        var numbers = File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return numbers.Length > 0 && TryParse(numbers[0], out var serving)
            ? new GenerationPointer(serving, numbers.Length > 1 && TryParse(numbers[1], out var former) ? former : null)
            : null;
    }

    public void Write(string directory)
    {
        var path = Path.Combine(directory, FileName);
        using (var file = new FileStream(path + ".new", FileMode.Create))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{Serving}\n{Former}\n")));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    public static string PathOf(string directory, int generation) =>
        Path.Combine(directory, Start + generation.ToString(CultureInfo.InvariantCulture));

    public static int NumberOf(string generation) =>
        TryParse(Path.GetFileName(generation).AsSpan(Start.Length), out var number) ? number : 0;

    /// <summary>The directory of a new generation: numbers only go up, so that a name never means two things.</summary>
    public static string NextIn(string directory) =>
        PathOf(directory, Directory.GetDirectories(directory, Start + "*").Select(NumberOf).DefaultIfEmpty().Max() + 1);

    /// <summary>Deletes what neither serves nor did before: shadows of rebuilds that were cut short.</summary>
    public static void DeleteOthers(string directory, GenerationPointer? pointer)
    {
        foreach (var generation in Directory.GetDirectories(directory, Start + "*"))
            if (NumberOf(generation) is var number && number != pointer?.Serving && number != pointer?.Former)
                Directory.Delete(generation, recursive: true);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
