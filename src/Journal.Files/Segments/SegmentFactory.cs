using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Storage;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Segments;

/// <summary>Makes and opens segment files.</summary>
internal sealed class SegmentFactory(IStorage storage)
{
    /// <summary>Makes an empty segment, durable with its name, so that a batch in it can be acknowledged.</summary>
    public Segment Create(Position first)
    {
        var segment = Open(first, new MemoryIndex());
        try
        {
            segment.File.SetLength(0);
            Span<byte> header = stackalloc byte[SegmentHeader.Bytes];
            SegmentHeader.Write(header, first);
            segment.File.Write(header, 0);
            segment.File.Flush();
            storage.FlushNames();
            return segment;
        }
        catch
        {
            segment.Dispose();
            throw;
        }
    }

    public Segment Open(Position first, ISegmentIndex index)
    {
        var name = SegmentHeader.NameOf(first);
        return new Segment(storage.Open(name), storage.Describe(name), first, index);
    }

    public Segment OpenRead(Position first, ISegmentIndex index)
    {
        var name = SegmentHeader.NameOf(first);
        return new Segment(storage.OpenRead(name), storage.Describe(name), first, index);
    }
}
