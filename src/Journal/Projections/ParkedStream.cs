using Docket.Journal.Store;

namespace Docket.Journal.Projections;

/// <summary>A stream that stands still in one view because an event of it could not be applied.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The failing event's number in the stream.</param>
/// <param name="Position">The failing event.</param>
/// <param name="Type">Its wire name.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Since">When it was parked first.</param>
/// <param name="Waiting">Later events of the stream that wait behind it.</param>
public sealed record ParkedStream(
    StreamName Stream, StreamVersion Version, Position Position, string Type, string Error, int Attempts,
    DateTimeOffset Since, long Waiting);
