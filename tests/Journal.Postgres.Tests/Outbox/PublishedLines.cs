using System.Text.Json;
using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests.Outbox;

/// <summary>What a file publisher has written, read as a consumer would: whole lines only.</summary>
internal static class PublishedLines
{
    public static IReadOnlyList<(long Epoch, OutgoingEvent Event)> Read(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "partition-*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(file => Lines(file).Select(Parse).OfType<(long, OutgoingEvent)>()),
    ];

    private static string[] Lines(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (long, OutgoingEvent)? Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        if (json.TryGetProperty("watermark", out _)) return null;
        return (json.GetProperty("epoch").GetInt64(), new OutgoingEvent(
            json.GetProperty("id").GetGuid(), new Position(json.GetProperty("position").GetInt64()), "note",
            json.GetProperty("key").GetString()!, json.GetProperty("type").GetString()!,
            System.Text.Encoding.UTF8.GetBytes(json.GetProperty("event").GetRawText())));
    }
}
