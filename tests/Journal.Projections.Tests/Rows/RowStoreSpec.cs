using System.Text;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Tests.Rows;

/// <summary>What every row store promises, whatever it lies in: it holds what was put last.</summary>
internal static class RowStoreSpec
{
    /// <summary>A page that makes these rows, or removes them where they are null.</summary>
    public static RowBatch Batch(long checkpoint, params (byte Key, byte[]? Row)[] rows)
    {
        var batch = new RowBatch { State = new RowStoreState(new Position(checkpoint), rows.Length, 0, null) };
        foreach (var (key, row) in rows)
        {
            if (row is null) batch.Remove(Key(key));
            else batch.Put(Key(key), row);
        }

        return batch;
    }

    public static byte[] Key(byte key) => Encoding.UTF8.GetBytes($"row number {key}");

    public static bool HoldsWhatWasPut(IRowStore rows, (byte Key, byte[]? Row)[][] batches)
    {
        for (var i = 0; i < batches.Length; i++)
        {
            var page = Distinct(batches[i]);
            rows.Prefetch([.. page.Select(change => Key(change.Key))]);
            var model = Model(batches[..i]);
            if (!page.All(change => Same(rows.Read(Key(change.Key)), model.GetValueOrDefault(change.Key)))) return false;
            var batch = Batch(i + 1, page);
            batch.IsAwaited = i % 3 == 2;
            rows.Commit(batch);
        }

        return Matches(rows, Model(batches));
    }

    public static bool Matches(IRowStore rows, Dictionary<byte, byte[]> model)
    {
        var scanned = 0;
        rows.Scan((_, _) => scanned++);
        return scanned == model.Count
            && Enumerable.Range(0, 256).All(key => Same(rows.Read(Key((byte)key)), model.GetValueOrDefault((byte)key)));
    }

    private static bool Same(byte[]? left, byte[]? right) =>
        left is null == right is null && left.AsSpan().SequenceEqual(right);

    private static (byte Key, byte[]? Row)[] Distinct((byte Key, byte[]? Row)[] batch) =>
        [.. batch.DistinctBy(change => change.Key)];

    public static Dictionary<byte, byte[]> Model((byte Key, byte[]? Row)[][] batches)
    {
        var model = new Dictionary<byte, byte[]>();
        foreach (var (key, row) in batches.SelectMany(Distinct))
        {
            if (row is null) model.Remove(key);
            else model[key] = row;
        }

        return model;
    }
}
