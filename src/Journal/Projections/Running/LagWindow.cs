using System.Numerics;

namespace Docket.Journal.Projections.Running;

/// <summary>Durations of the last minute in constant space: six slots of ten seconds, each counting by size within 12%.</summary>
internal sealed class LagWindow
{
    private const int Slots = 6;
    private const int StepsPerDoubling = 8;
    private const int Sizes = 40 * StepsPerDoubling;
    private static readonly TimeSpan SlotTime = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly int[][] _counts = [.. Enumerable.Range(0, Slots).Select(_ => new int[Sizes])];
    private readonly long[] _slotOf = new long[Slots];

    public void Add(DateTimeOffset now, TimeSpan duration)
    {
        var slot = now.UtcTicks / SlotTime.Ticks;
        lock (_gate)
        {
            var counts = _counts[slot % Slots];
            if (_slotOf[slot % Slots] != slot)
            {
                Array.Clear(counts);
                _slotOf[slot % Slots] = slot;
            }

            counts[SizeOf(duration)]++;
        }
    }

    /// <summary>The duration that so many of a hundred stay under; null when nothing was seen in the last minute.</summary>
    public TimeSpan? Percentile(DateTimeOffset now, int percent)
    {
        var sums = new long[Sizes];
        lock (_gate)
        {
            for (var i = 0; i < Slots; i++)
            {
                if (_slotOf[i] <= (now.UtcTicks / SlotTime.Ticks) - Slots) continue;
                for (var size = 0; size < Sizes; size++) sums[size] += _counts[i][size];
            }
        }

        var left = (long)Math.Ceiling(sums.Sum() * (percent / 100.0));
        if (left == 0) return null;
        for (var size = 0; ; size++)
            if ((left -= sums[size]) <= 0) return UpperBound(size);
    }

    // Sizes grow by an eighth of a power of two, in microseconds: small ones are exact, large ones are within 12%.
    private static int SizeOf(TimeSpan duration)
    {
        var micros = (ulong)Math.Clamp(duration.Ticks / TimeSpan.TicksPerMicrosecond, 0, long.MaxValue);
        if (micros < StepsPerDoubling) return (int)micros;
        var doublings = BitOperations.Log2(micros) - 3;
        return Math.Min(((doublings + 1) * StepsPerDoubling) + (int)((micros >> doublings) - StepsPerDoubling), Sizes - 1);
    }

    private static TimeSpan UpperBound(int size)
    {
        if (size < StepsPerDoubling) return TimeSpan.FromMicroseconds(size);
        var doublings = (size / StepsPerDoubling) - 1;
        return TimeSpan.FromMicroseconds((((long)(size % StepsPerDoubling) + StepsPerDoubling + 1) << doublings) - 1);
    }
}
