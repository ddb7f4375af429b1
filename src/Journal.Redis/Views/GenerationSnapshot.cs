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

    /// <summary>The rows; one without the engine's bytes is empty, which no view's row is.</summary>
    public Dictionary<byte[], byte[]> Rows()
    {
        var rows = new Dictionary<byte[], byte[]>(_hashes.Count, RowKeys.Comparer);
        foreach (var (name, hash) in _hashes)
            if (hash.Length > 0) rows[keys.Layout.KeyOf(name)] = StoredRows.BytesOf(hash) ?? [];
        return rows;
    }

    /// <summary>All fields of each row, by its name.</summary>
    public IReadOnlyDictionary<string, HashEntry[]> Hashes => _hashes;

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
