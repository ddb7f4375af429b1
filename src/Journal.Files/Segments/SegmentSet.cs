using Docket.Journal.Store;

namespace Docket.Journal.Files.Segments;

/// <summary>All segments, oldest first. One thread adds; readers take the list as it is and keep it.</summary>
internal sealed class SegmentSet : IDisposable
{
    private Segment[] _segments = [];

    public IReadOnlyList<Segment> All => Volatile.Read(ref _segments);

    public Segment Newest => Volatile.Read(ref _segments)[^1];

    public void Add(Segment segment) => Volatile.Write(ref _segments, [.. _segments, segment]);

    /// <summary>The segment that holds a position, which is at most the head.</summary>
    public Segment Holding(Position position)
    {
        var segments = Volatile.Read(ref _segments);
        var (low, high) = (0, segments.Length - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (segments[middle].First <= position) low = middle;
            else high = middle - 1;
        }

        return segments[low];
    }

    public void Dispose()
    {
        foreach (var segment in _segments) segment.Dispose();
    }
}
