using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>A bounded memory of hot states: two generations, so that what is not used again goes with the older one.</summary>
/// <remarks>
/// A miss costs a replay and a stale entry costs a conflict and a reload, so nothing here needs to be exact. Holds at
/// most twice the generation's size.
/// </remarks>
internal sealed class StateCache<TState>(int generationSize)
{
    private readonly Lock _gate = new();
    private Dictionary<StreamName, LoadedState<TState>> _young = [];
    private Dictionary<StreamName, LoadedState<TState>> _old = [];

    public LoadedState<TState>? Find(StreamName stream)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(stream, out var found)) return found;
            if (!_old.TryGetValue(stream, out found)) return null;
            Put(stream, found);
            return found;
        }
    }

    public void Keep(StreamName stream, LoadedState<TState> loaded)
    {
        lock (_gate)
        {
            // Answers may come back out of order; the newer state wins.
            if (_young.TryGetValue(stream, out var kept) && kept.Version > loaded.Version) return;
            Put(stream, loaded);
        }
    }

    public void Drop(StreamName stream)
    {
        lock (_gate)
        {
            _young.Remove(stream);
            _old.Remove(stream);
        }
    }

    private void Put(StreamName stream, LoadedState<TState> loaded)
    {
        if (generationSize == 0) return;
        if (_young.Count >= generationSize && !_young.ContainsKey(stream)) (_old, _young) = (_young, []);
        _young[stream] = loaded;
    }
}
