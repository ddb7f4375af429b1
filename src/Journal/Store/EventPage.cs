namespace Docket.Journal.Store;

/// <summary>A run of the journal, in order.</summary>
/// <param name="Events">The events wanted, oldest first; may be empty where a filter left all of them out.</param>
/// <param name="Through">Everything up to here has been seen, wanted or not; the place to go on after.</param>
public sealed record EventPage(IReadOnlyList<RecordedEvent> Events, Position Through);
