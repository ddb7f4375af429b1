using Docket.Journal.Store;

namespace Docket.Journal.Files.Segments;

/// <summary>How far a segment's bytes make whole batches.</summary>
/// <param name="End">The end of the last whole batch.</param>
/// <param name="Last">The position of its last event.</param>
/// <param name="RecordedAtTicks">Its store time; 0 where there is no batch.</param>
/// <param name="Fault">Why the bytes after it are no batch; null where there are none but zeros.</param>
internal sealed record ScanOutcome(long End, Position Last, long RecordedAtTicks, string? Fault);
