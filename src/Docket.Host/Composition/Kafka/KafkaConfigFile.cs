using Docket.Host.Output;

namespace Docket.Host.Composition.Kafka;

/// <summary>Reads settings of the client library from a file: <c>name=value</c> a line, as Kafka's own tools have them.</summary>
internal static class KafkaConfigFile
{
    /// <exception cref="UsageException">The file is not there, or a line is no setting.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (number, line) in Lines(path).Index())
        {
            if (line.Length == 0 || line[0] == '#') continue;
            // The line may hold a password, so it is not repeated.
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var value])
                throw new UsageException($"--kafka-config {path}: line {number + 1} is not name=value.");
            settings[name] = value;
        }

        return settings;
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path).Select(line => line.Trim());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--kafka-config wants a file of name=value lines: {failure.Message}");
        }
    }
}
