using System.Text.Json;

namespace Docket.Application.Import.Mapping;

/// <summary>Finds a mapping by name or path and reads it; what is wrong with it is said in one line.</summary>
internal static class MappingReader
{
    private const string ResourcePrefix = "mapping.";
    private const string ResourceSuffix = ".json";

    public static ImportMapping Read(string nameOrPath)
    {
        var builtIn = ResourcePrefix + nameOrPath + ResourceSuffix;
        using var stream = typeof(MappingReader).Assembly.GetManifestResourceStream(builtIn) ?? Open(nameOrPath);
        using var text = new MemoryStream();
        stream.CopyTo(text);
        return Parse(text.ToArray(), nameOrPath);
    }

    public static ImportMapping Parse(byte[] utf8, string origin)
    {
        try
        {
            ReadOnlySpan<byte> json = utf8;
            if (json.StartsWith("\uFEFF"u8)) json = json[3..];
            UnknownKeys.Check(json, MappingJson.Default.MappingFile, origin);
            var file = JsonSerializer.Deserialize(json, MappingJson.Default.MappingFile)
                ?? throw new ImportException($"Mapping {origin} is empty. Copy the mapping online-retail to start from.");
            return new MappingCheck(origin).Check(file);
        }
        catch (JsonException failure)
        {
            var place = failure.LineNumber is { } line ? $", line {line + 1}" : "";
            var path = failure.Path is { Length: > 1 } key ? $" at {key[2..]}" : "";
            throw new ImportException(
                $"Mapping {origin}{place} cannot be read{path}: {FirstSentence(failure.Message)}", failure);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            var known = string.Join(", ", BuiltIn());
            throw new ImportException(
                $"There is no mapping '{path}'. Name a built-in one ({known}) or the path of a mapping file.", failure);
        }
    }

    private static IEnumerable<string> BuiltIn() => typeof(MappingReader).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .Select(name => name[ResourcePrefix.Length..^ResourceSuffix.Length]);

    // The library's message goes on with path and byte offset, which are said in front already.
    private static string FirstSentence(string message) =>
        message.Split(" Path: ", 2)[0].Split(" LineNumber: ", 2)[0].ReplaceLineEndings(" ");
}
