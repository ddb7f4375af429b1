using Docket.Journal.Projections.Rows;
using Docket.Kernel;

namespace Docket.Journal.Projections.Auditing;

/// <summary>Holds the rows that are kept against the rows that the journal makes.</summary>
internal sealed class RowComparison(View view, int namesMax)
{
    /// <summary>So many rows are put right one by one; a view with more of them is made anew sooner.</summary>
    public const int KeysMax = 100_000;

    private readonly Dictionary<byte[], RowDifference?> _differing = new(RowKeys.Comparer);
    private readonly List<RowDifference> _ofNoRow = [];

    /// <summary>Rows kept.</summary>
    public long Rows { get; private set; }

    /// <summary>Their hash.</summary>
    public UInt128 Hash { get; private set; }

    /// <summary>How much is wrong, in rows and in what belongs to no row.</summary>
    public long Count => _differing.Count + _ofNoRow.Count;

    /// <summary>Rows to put right.</summary>
    public IReadOnlyList<byte[]> Keys => [.. _differing.Keys];

    /// <summary>What readers are shown wrongly.</summary>
    public IReadOnlyList<ShownFault> Faults { get; private set; } = [];

    public void Run(IRowStore kept, IRowStore right)
    {
        var known = 0L;
        kept.Scan((key, row) =>
        {
            Rows++;
            Hash += RowHash.Of(key, row);
            var made = right.Read(key);
            if (made is not null) known++;
            if (made is null || !row.SequenceEqual(made)) TakeIn(key.ToArray(), row.ToArray(), made);
        });

        // Looking for what is missing costs a read a row, so only where something is.
        if (known < right.State.Rows)
            right.Scan((key, row) =>
            {
                if (kept.Read(key) is null) TakeIn(key.ToArray(), null, row.ToArray());
            });
        if (kept is ICheckedRows shown) TakeIn(Faults = shown.FindFaults(right, KeysMax));
    }

    /// <summary>What is wrong, or null where nothing is.</summary>
    public string? ProblemOf(RowStoreState state)
    {
        if (_differing.Values.Any(one => one is not { Kind: RowDifferenceKind.ShownWrongly }))
            return "its rows are not what the journal says";
        if (Count > 0) return "its rows are right, and what readers are shown of them is not";
        return Rows != state.Rows || Hash != state.Hash
            ? "its rows are right, and its own count or hash of them is not"
            : null;
    }

    /// <summary>Those that are named, by key.</summary>
    public ValueList<RowDifference> Named() =>
        _differing.Values.OfType<RowDifference>().Concat(_ofNoRow).OrderBy(one => one.Key, StringComparer.Ordinal)
            .Take(namesMax).ToValueList();

    private void TakeIn(byte[] key, byte[]? kept, byte[]? right)
    {
        if (_differing.Count > KeysMax) return;
        _differing[key] = _differing.Count >= namesMax ? null : (kept, right) switch
        {
            (null, _) => new RowDifference(view.NameOf(key), RowDifferenceKind.Missing, []),
            (_, null) => new RowDifference(NameOrBytes(key), RowDifferenceKind.Unexpected, []),
            _ => new RowDifference(
                view.NameOf(key), RowDifferenceKind.Differs, view.DifferencesOf(key, kept, right)),
        };
    }

    private void TakeIn(IReadOnlyList<ShownFault> faults)
    {
        foreach (var fault in faults)
        {
            if (fault.Key is not { } key)
                _ofNoRow.Add(new RowDifference(fault.What, RowDifferenceKind.ShownWrongly, fault.Fields));
            else if (_differing.Count <= KeysMax && !_differing.ContainsKey(key))
                _differing[key] = _differing.Count >= namesMax
                    ? null
                    : new RowDifference(view.NameOf(key), RowDifferenceKind.ShownWrongly, fault.Fields);
        }
    }

    // What nobody of this program has written may be no key of the view.
    private string NameOrBytes(byte[] key)
    {
        try
        {
            return view.NameOf(key);
        }
        catch (Exception none) when (none is InvalidDataException or ArgumentException or OverflowException)
        {
            return "bytes " + Convert.ToHexStringLower(key);
        }
    }
}
