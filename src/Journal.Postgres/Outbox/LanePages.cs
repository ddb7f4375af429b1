using Docket.Journal.Store;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>
/// Puts a lane's pages together: from the change stream for partitions that follow it, from the table for the others.
/// A partition begins with the table, and follows once the table has nothing that the stream had already told.
/// </summary>
internal sealed class LanePages(int lane, RelayParts parts)
{
    private const int FirstRows = 64;
    private StreamSession? _session;
    private Position _streamed;
    private NpgsqlLogSequenceNumber? _end;
    private int _rowsEach = Math.Min(FirstRows, parts.Options.PageRowsMax);

    /// <summary>The next page.</summary>
    public async Task<LanePage> NextAsync(
        IReadOnlyCollection<PartitionFlow> flows, CancellationToken cancellationToken)
    {
        var page = new LanePage();
        TakeStreamed(page, flows);
        var due = flows.Where(flow => flow.IsDue(parts.Signal.Head)).ToList();
        if (due.Count > 0) await AskAsync(page, due, cancellationToken);
        return page;
    }

    /// <summary>The page is published and marked; flows of which it is not are not clear.</summary>
    public void Finish(LanePage page, IReadOnlyCollection<PartitionFlow> flows)
    {
        var current = _session is not null && _session == parts.Stream.Current;
        foreach (var flow in flows)
        {
            if (page.ClearThrough(flow) is not { } through) continue;
            flow.Emptied(through, current && through >= _streamed);
            if (current && through < _streamed) flow.Ask(); // The stream tells of commits that are not visible yet.
        }

        // What a paused partition has not published is in the table, unpublished; the server need not keep WAL for it.
        _end = page.End ?? _end;
        if (_end is not { } end || _session is null || flows.Any(flow => !flow.Following && !flow.IsPaused)) return;
        _session.Done(lane, end);
        _end = null;
    }

    private void TakeStreamed(LanePage page, IReadOnlyCollection<PartitionFlow> flows)
    {
        if (_session != parts.Stream.Current) Restart(flows);
        if (_session is null) return;
        var following = flows.Where(flow => flow.Following).ToDictionary(flow => flow.Partition);
        while (page.Count < parts.Options.PageRowsMax && _session.Chunks(lane).TryRead(out var chunk))
        {
            foreach (var row in chunk.Rows)
            {
                if (following.TryGetValue(row.Partition, out var flow) && row.Event.Position > flow.SeenThrough)
                    page.Add(flow, row.Event);
            }

            if (chunk.Through > _streamed) _streamed = chunk.Through;
            page.End = chunk.End ?? page.End;
        }

        foreach (var flow in following.Values) page.Clear(flow, Later(_streamed, flow.SeenThrough));
    }

    /// <summary>Another stream, or none: everybody asks the table first.</summary>
    private void Restart(IReadOnlyCollection<PartitionFlow> flows)
    {
        _session = parts.Stream.Current;
        _streamed = _session?.StartHead ?? Position.Start;
        _end = null;
        foreach (var flow in flows) flow.Ask();
    }

    private async Task AskAsync(LanePage page, List<PartitionFlow> due, CancellationToken cancellationToken)
    {
        var (rows, head) = await parts.Table.ReadAsync(due, _rowsEach, cancellationToken);
        var flows = due.ToDictionary(flow => flow.Partition);
        var bytes = 0L;
        foreach (var row in rows)
        {
            page.Add(flows[row.Partition], row.Event);
            bytes += row.Event.Payload.Length;
        }

        foreach (var flow in due)
        {
            var events = page.Of(flow);
            if (events.Count < _rowsEach)
                page.Clear(flow, events.Count == 0 ? head : Later(head, events[^1].Position));
        }

        parts.Signal.Raise(head);
        if (rows.Count > 0) _rowsEach = RowsFor(bytes / rows.Count, due.Count);
    }

    private int RowsFor(long bytesEach, int flows) => (int)Math.Clamp(
        parts.Options.PageBytesMax / parts.Options.Lanes / Math.Max(1, bytesEach) / flows, 1, parts.Options.PageRowsMax);

    private static Position Later(Position one, Position other) => one > other ? one : other;
}
