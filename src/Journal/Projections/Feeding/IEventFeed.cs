using Docket.Journal.Store;

namespace Docket.Journal.Projections.Feeding;

/// <summary>Where a view's events come from: the journal itself, or a stream of its changes.</summary>
public interface IEventFeed
{
    /// <summary>Whether a rebuild may read from here now: where the journal lies behind a stream that still holds its
    /// beginning, so that filling a shadow costs the journal nothing.</summary>
    bool HoldsHistory => false;

    /// <summary>Whether the next page may be asked for before the former one was applied for good.</summary>
    bool MayBeReadAhead => false;

    /// <summary>Yields the journal after a position, oldest first and without gaps, for as long as it is
    /// asked.</summary>
    /// <remarks>
    /// Asking for the next page says that the former one was applied for good, but where the feed
    /// <see cref="MayBeReadAhead"/>. A page whose <c>Through</c> has not
    /// moved
    /// holds nothing; it says that there are news, before they are fetched.
    /// </remarks>
    /// <param name="view">Who reads; a feed may remember each reader's place under its name.</param>
    /// <param name="after">Where the view stands.</param>
    /// <param name="filter">The events wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<EventPage> FollowAsync(
        string view, Position after, EventFilter filter, CancellationToken cancellationToken);
}
