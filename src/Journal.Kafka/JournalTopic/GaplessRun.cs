using Docket.Journal.Store;

namespace Docket.Journal.Kafka.JournalTopic;

/// <summary>Up to where every position has come, in whatever order they come.</summary>
/// <remarks>The journal has no gaps, so whoever hears of every position can count, and need not be told that nothing more
/// comes. What does not fit is forgotten; then only being told helps.</remarks>
/// <param name="from">Everything up to here has come.</param>
/// <param name="aheadMax">Positions remembered that came before one that is missing.</param>
internal sealed class GaplessRun(Position from, int aheadMax)
{
    private readonly HashSet<long> _ahead = [];
    private long _through = from.Value;

    /// <summary>Everything up to here has come.</summary>
    public Position Through => new(_through);

    /// <summary>Takes in that this one has come.</summary>
    public void Come(Position position)
    {
        if (position.Value == _through + 1) Extend(position.Value);
        else if (position.Value > _through && _ahead.Count < aheadMax) _ahead.Add(position.Value);
    }

    /// <summary>Takes in that everything up to here has come.</summary>
    public void ComeThrough(Position position)
    {
        if (position.Value <= _through) return;
        _ahead.RemoveWhere(ahead => ahead <= position.Value);
        Extend(position.Value);
    }

    private void Extend(long through)
    {
        _through = through;
        while (_ahead.Remove(_through + 1)) _through++;
    }
}
