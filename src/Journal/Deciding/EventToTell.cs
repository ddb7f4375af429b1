using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>An event that is about to be appended, with all that a message of it may say.</summary>
/// <param name="Stream">Whose event it is.</param>
/// <param name="Version">The version the stream has with it.</param>
/// <param name="Number">Which event of its append it is, from 0.</param>
/// <param name="Event">What happened.</param>
/// <param name="Metadata">Who, why and when.</param>
/// <param name="After">The state with it.</param>
public readonly record struct EventToTell<TState, TEvent>(
    StreamName Stream, StreamVersion Version, int Number, TEvent Event, EventMetadata Metadata, TState After);
