using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>
/// Copies a generation as of one moment while its owner goes on writing. Redis has no such reading of its own: so every
/// commit writes down meanwhile which rows it changes; those are read again until few are left, and these are read
/// together with the checkpoint.
/// </summary>
internal sealed class GenerationSnapshot(
    RedisServer server, ViewKeys keys, int generation, (RedisViewOptions Options, TimeProvider Clock) host)
{
    private static readonly TimeSpan CheckTime = TimeSpan.FromSeconds(30);
    private readonly string _checker = Guid.CreateVersion7(host.Clock.GetUtcNow()).ToString("N");
    private readonly Dictionary<string, HashEntry[]> _hashes = new(StringComparer.Ordinal);

    /// <summary>Copies it and says where it stands.</summary>
    /// <exception cref="InvalidDataException">Somebody else checks it, or it was replaced meanwhile.</exception>
    public async Task<RowStoreState> TakeAsync()
    {
        await KeepAsync();
        var read = 0;
        await foreach (var (name, fields) in StoredRows.ReadAllAsync(server, keys, generation))
        {
            _hashes[name] = fields;
            if (++read % 10_000 == 0) await KeepAsync();
        }

        while (await ReadChangesAsync() == host.Options.RowsPerScript) await KeepAsync();
        return await EndAsync();
    }

    /// <summary>The rows; empty where a row's readable fields are not what its bytes say: that is no row of any view,
    /// so a
    /// comparison names it.</summary>
    public Dictionary<byte[], byte[]> Rows()
    {
        var rows = new Dictionary<byte[], byte[]>(_hashes.Count, RowKeys.Comparer);
        using var fields = new HashFields();
        foreach (var (name, hash) in _hashes)
        {
            if (hash.Length == 0) continue;
            var key = keys.Layout.KeyOf(name);
            rows[key] = StoredRows.BytesOf(hash) is { } row && IsReadable(key, row, hash, fields) ? row : [];
        }

        return rows;
    }

    private bool IsReadable(byte[] key, byte[] row, HashEntry[] hash, HashFields fields)
    {
        fields.Reset(row);
        try
        {
            keys.Layout.Spread(key, row, null, fields);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or ArgumentException or OverflowException)
        {
            return false;
        }

        var expected = PackedFields.Read(fields.ToPacked());
        if (fields.Lender is { } lender && _hashes.TryGetValue(lender, out var lent)
            && Array.Find(lent, field => field.Name == keys.Layout.LentField) is { Value.IsNull: false } shown)
            expected[keys.Layout.ShownField] = shown.Value!;
        return hash.Length == expected.Count && Array.TrueForAll(
            hash,
            field => expected.TryGetValue(field.Name!, out var value) && value.AsSpan().SequenceEqual(field.Value));
    }

    private async Task KeepAsync()
    {
        var mine = await server.RunAsync(
            Scripts.BeginCheck, [keys.Check, keys.Changes], [_checker, (long)CheckTime.TotalMilliseconds]);
        if (!(bool)mine) throw new InvalidDataException("another process checks it now");
    }

    private async Task<int> ReadChangesAsync()
    {
        var changed = await server.RunAsync(
            Scripts.TakeChanges, [keys.Check, keys.Changes], [_checker, host.Options.RowsPerScript]);
        string[] names = [.. ((RedisValue[])changed!).Select(name => (string)name!)];
        var hashes = await server.ReadHashesAsync(names.Select(name => keys.Row(generation, name)));
        for (var i = 0; i < names.Length; i++) _hashes[names[i]] = hashes[i];
        return names.Length;
    }

    private async Task<RowStoreState> EndAsync()
    {
        var answer = (RedisResult[])(await server.RunAsync(
            Scripts.EndCheck, [keys.Check, keys.Changes, keys.Generation(generation)], [_checker]))!;
        if (answer[0].IsNull) throw new InvalidDataException("it was replaced while it was checked; try again");
        for (var i = 4; i < answer.Length; i += 2)
        {
            var values = (RedisValue[])answer[i + 1]!;
            _hashes[(string)answer[i]!] = [.. values.Chunk(2).Select(pair => new HashEntry(pair[0], pair[1]))];
        }

        return Generation.StateOf([.. answer[..4].Select(part => (RedisValue)part)]);
    }
}
