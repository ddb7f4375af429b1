using System.Runtime.CompilerServices;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres.Changes;

/// <summary>Feeds views from logical decoding: the server sends each committed event, and nobody asks for it.</summary>
/// <remarks>
/// Each view has a slot of its own, made when it is first read. What a view has applied is confirmed, so the server
/// keeps write-ahead log for a view that nobody applies: bound it by <c>max_slot_wal_keep_size</c>. Positions are dense,
/// so it is seen what the changes lack or repeat: the former is read from the journal, the latter is passed over. Needs
/// <c>wal_level = logical</c> and a login with the attribute REPLICATION.
/// </remarks>
public sealed class LogicalFeed : IEventFeed
{
    // As large as a page of changes gets while a view is behind them.
    private const int PageEventsMax = 8_192;
    private readonly IEventStore _store;
    private readonly PostgresStoreOptions _options;
    private readonly EventCodec _codec;
    private readonly ILogger _logger;

    /// <summary>Feeds from the journal in this database.</summary>
    public LogicalFeed(IEventStore store, PostgresStoreOptions options, EventCodec codec, ILogger logger)
    {
        options.Validate();
        (_store, _options, _codec, _logger) = (store, options, codec, logger);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EventPage> FollowAsync(
        string view, Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var opening = new ChangeStreamOpening(_options, view, _codec, _logger, cancellationToken);

        // A new slot waits for every transaction that is open on the server: until it is there, the journal is read.
        while (!opening.IsOpen)
        {
            await foreach (var page in _store.ReadAllAsync(after, filter, cancellationToken))
            {
                after = page.Through;
                yield return page;
            }

            await opening.WaitAsync(_store.WaitForAppendAsync, after);
        }

        // And once more: what is committed from now on comes through the slot, and all before is in the journal.
        var changes = await opening.Stream;
        await foreach (var page in _store.ReadAllAsync(after, filter, cancellationToken))
        {
            after = page.Through;
            yield return page;
        }

        await foreach (var change in changes.ReadAsync(PageEventsMax, cancellationToken))
        {
            await foreach (var page in PagesOf(change, view, after, filter, cancellationToken))
            {
                after = page.Through;
                yield return page;
            }

            // Whoever asks for more has applied this for good.
            changes.Confirm(change.End);
        }
    }

    /// <summary>What is new in a change, with what it lacks before it.</summary>
    private async IAsyncEnumerable<EventPage> PagesOf(
        ChangePage change, string view, Position after, EventFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (change.Through <= after) yield break;
        if (change.First > after.Next)
        {
            _logger.ChangesBridged(view, change.First.Value, after.Value);
            var last = new Position(change.First.Value - 1);
            await foreach (var page in _store.ReadAllAsync(after, filter, cancellationToken))
            {
                var through = page.Through < last ? page.Through : last;
                yield return new EventPage([.. page.Events.Where(one => one.Position <= last)], through);
                if (through == last) break;
            }
        }

        yield return new EventPage(
            [.. change.Events.Where(one => one.Position > after && filter.Wants(one.Type))], change.Through);
    }
}
