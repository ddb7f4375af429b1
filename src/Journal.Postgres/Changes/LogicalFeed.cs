using System.Runtime.CompilerServices;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres.Changes;

/// <summary>Feeds views from logical decoding: the server sends each committed event, and nobody asks for it.</summary>
/// <remarks>
/// Each view has a slot of its own, made when it is first read. What a view has applied is confirmed, so the server keeps
/// write-ahead log for a view that nobody applies: bound it by <c>max_slot_wal_keep_size</c>. Positions are dense, so it
/// is seen what the changes lack or repeat: the former is read from the journal, the latter is passed over. Needs
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
        var sql = new SqlText(_options.Schema);
        await using var changes = await ChangeStream.OpenAsync(_options, sql, view, _codec, _logger, cancellationToken);

        // The slot is there: whatever is committed from now on comes through it, and all before is in the journal.
        await foreach (var page in _store.ReadAllAsync(after, filter, cancellationToken))
        {
            after = page.Through;
            yield return page;
        }

        await foreach (var page in changes.ReadAsync(PageEventsMax, cancellationToken))
        {
            if (page.Through > after)
            {
                if (page.First > after.Next)
                {
                    _logger.ChangesBridged(view, page.First.Value, after.Value);
                    await foreach (var missed in MissedAsync(after, page.First, filter, cancellationToken))
                    {
                        after = missed.Through;
                        yield return missed;
                    }
                }

                var wanted = page.Events.Where(one => one.Position > after && filter.Wants(one.Type)).ToList();
                after = page.Through;
                yield return new EventPage(wanted, after);
            }

            // Whoever asks for more has applied this for good.
            changes.Confirm(page.End);
        }
    }

    private async IAsyncEnumerable<EventPage> MissedAsync(
        Position after, Position before, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = new Position(before.Value - 1);
        await foreach (var page in _store.ReadAllAsync(after, filter, cancellationToken))
        {
            if (page.Through < last)
            {
                yield return page;
                continue;
            }

            yield return new EventPage([.. page.Events.Where(one => one.Position <= last)], last);
            yield break;
        }
    }
}
