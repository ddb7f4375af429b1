using Docket.Journal.Files.Reading;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Writing;

/// <summary>
/// The heads of the streams written last, so that a hot stream needs no look-up. Bounded; one thread uses it.
/// </summary>
/// <remarks>
/// Two generations instead of a linked list: when the young one is full it becomes the old one, and the old one goes.
/// </remarks>
internal sealed class StreamHeads(int streamsMax)
{
    private Dictionary<StreamName, StreamHead> _young = [];
    private Dictionary<StreamName, StreamHead> _old = [];

    public bool TryGet(StreamName stream, out StreamHead head)
    {
        if (_young.TryGetValue(stream, out head)) return true;
        if (!_old.Remove(stream, out head)) return false;
        Set(stream, head);
        return true;
    }

    public void Set(StreamName stream, in StreamHead head)
    {
        if (_young.Count >= streamsMax / 2) (_young, _old) = ([], _young);
        _young[stream] = head;
    }

    /// <summary>Forgets everything: what was set for a batch that failed never came true.</summary>
    public void Clear()
    {
        _young.Clear();
        _old.Clear();
    }
}
