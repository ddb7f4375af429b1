using Docket.Journal.Store;

namespace Docket.Journal.Files.Reading;

/// <summary>
/// The newest events, kept as objects, so that live readers share one decoded payload and touch no file.
/// </summary>
/// <remarks>
/// A ring without locks: the commit thread puts, then the head is raised; a reader that finds another event in a slot
/// than it wants goes to the file instead.
/// </remarks>
internal sealed class RecentEvents
{
    private readonly RecordedEvent?[] _ring;
    private readonly long _bytesMax;
    private long _oldest = 1;
    private long _newest;
    private long _bytes;

    /// <summary>
    /// Keeps so many events, rounded up to a power of two, of at most so many payload bytes together.
    /// </summary>
    public RecentEvents(int eventsMax, long bytesMax)
    {
        _ring = new RecordedEvent?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)eventsMax)];
        _bytesMax = bytesMax;
    }

    public RecordedEvent? Find(Position position)
    {
        var found = Volatile.Read(ref SlotOf(position.Value));
        return found?.Position == position ? found : null;
    }

    /// <summary>Adds the event after the newest.</summary>
    public void Put(RecordedEvent recorded)
    {
        var position = recorded.Position.Value;
        if (_newest == 0) _oldest = position;
        _bytes += Size(recorded);
        while (position - _oldest >= _ring.Length || (_bytes > _bytesMax && _oldest < position)) DropOldest();
        Volatile.Write(ref SlotOf(position), recorded);
        _newest = position;
    }

    private void DropOldest()
    {
        ref var slot = ref SlotOf(_oldest++);
        if (slot is null) return;
        _bytes -= Size(slot);
        Volatile.Write(ref slot, null);
    }

    private ref RecordedEvent? SlotOf(long position) => ref _ring[(int)(position & (_ring.Length - 1))];

    private static int Size(RecordedEvent recorded) => recorded.Data.Length + recorded.MetadataBytes.Length;
}
