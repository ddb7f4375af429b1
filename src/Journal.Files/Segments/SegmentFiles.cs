using Docket.Journal.Files.Format;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Segments;

/// <summary>Which segment files there are.</summary>
internal static class SegmentFiles
{
    /// <summary>Their first positions, oldest first.</summary>
    public static IReadOnlyList<Position> FirstsOf(IStorage storage) =>
        [.. storage.List().Select(SegmentHeader.FirstOf).OfType<Position>().Order()];
}
