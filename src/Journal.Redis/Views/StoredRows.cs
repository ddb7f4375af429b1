using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>Reads the engine's bytes of a generation's rows.</summary>
internal static class StoredRows
{
    /// <summary>Rows by their keys; null for none.</summary>
    public static async Task<byte[]?[]> ReadAsync(
        RedisServer server, ViewKeys keys, int generation, IReadOnlyList<byte[]> wanted, int rowsPerScript)
    {
        var names = wanted.Select(key => (RedisValue)keys.Layout.NameOf(key)).Chunk(rowsPerScript);
        var answers = await server.RunAllAsync(Scripts.ReadRows, [keys.Generation(generation)], names);
        var rows = new byte[]?[wanted.Count];
        var at = 0;
        foreach (var answer in answers)
            foreach (var row in (RedisValue[])answer!) rows[at++] = (byte[]?)row;
        return rows;
    }

    /// <summary>Every row, whole or not: it may be written meanwhile.</summary>
    public static async IAsyncEnumerable<(string Name, HashEntry[] Fields)> ReadAllAsync(
        RedisServer server, ViewKeys keys, int generation)
    {
        var beginning = (string)keys.Row(generation, "")!;
        var steps = Keys.StepsAsync(server, beginning, CancellationToken.None);
        await foreach (var found in steps)
        {
            string[] names = [.. found.Select(key => ((string)key!)[beginning.Length..]).Where(IsRow)];
            var hashes = await server.ReadHashesAsync(names.Select(name => keys.Row(generation, name)));
            for (var i = 0; i < names.Length; i++) yield return (names[i], hashes[i]);
        }
    }

    /// <summary>Shows every row once. Nobody may write meanwhile.</summary>
    public static async Task<long> ScanAsync(RedisServer server, ViewKeys keys, int generation, RowVisitor visit)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (name, fields) in ReadAllAsync(server, keys, generation))
            if (BytesOf(fields) is { } row && seen.Add(name)) visit(keys.Layout.KeyOf(name), row);
        return seen.Count;
    }

    /// <summary>The engine's bytes among a row's fields; null where there is no such row.</summary>
    public static byte[]? BytesOf(HashEntry[] fields) =>
        Array.Find(fields, field => field.Name == HashFields.RowField) is { Value.IsNull: false } found
            ? (byte[]?)found.Value
            : null;

    private static bool IsRow(string name) => name is not ['~' or '@', ..];
}
