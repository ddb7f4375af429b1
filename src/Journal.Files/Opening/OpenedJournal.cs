using Docket.Journal.Files.Segments;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Opening;

/// <summary>A journal whose bytes have been looked at and can be trusted.</summary>
internal sealed record OpenedJournal(SegmentSet Segments, Position Last, long RecordedAtTicks, RecoveryReport Recovery);
