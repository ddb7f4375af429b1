using Docket.Journal.Files.Segments;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Writing;

/// <summary>What a batch writer starts from, and whom it tells.</summary>
internal sealed record WriterState
{
    /// <summary>The head at the start.</summary>
    public required Position Last { get; init; }

    /// <summary>The store time of the last batch before the start.</summary>
    public required long RecordedAtTicks { get; init; }

    public required TimeProvider Clock { get; init; }

    public required StreamHeads Heads { get; init; }

    public required AppendSignal Signal { get; init; }

    /// <summary>Takes a segment that will not grow any more, and the store time of its last batch.</summary>
    public required Action<Segment, long> OnSealed { get; init; }
}
