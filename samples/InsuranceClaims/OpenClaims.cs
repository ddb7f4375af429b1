using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;

namespace InsuranceClaims;

/// <summary>A claim that is neither paid nor rejected.</summary>
/// <param name="Policy">Under which policy.</param>
/// <param name="Cause">What happened.</param>
/// <param name="Since">When it was reported.</param>
/// <param name="Excess">What the customer bears.</param>
/// <param name="Cover">What the policy pays at most.</param>
/// <param name="Reserve">What is put by for it: the cover at first, the payout once it is assessed.</param>
public sealed record OpenClaim(string Policy, string Cause, DateTimeOffset Since, long Excess, long Cover, long Reserve);

/// <summary>The open claims, a row each; a claim that is closed leaves the view.</summary>
public sealed class OpenClaimsProjection : IProjection<string, OpenClaim>
{
    /// <inheritdoc/>
    public string Name => "open-claims";

    /// <inheritdoc/>
    public int SchemaVersion => 1;

    /// <inheritdoc/>
    public IReadOnlyCollection<Type> Handles { get; } =
        [typeof(ClaimReported), typeof(ClaimAssessed), typeof(ClaimPaid), typeof(ClaimRejected)];

    /// <summary>Everything that the view is.</summary>
    public static ViewDefinition<string, OpenClaim, Reserves> Definition { get; } = new(
        new OpenClaimsProjection(), new JsonRowCodec<OpenClaim>(ClaimJson.Default.OpenClaim), () => new Reserves());

    /// <inheritdoc/>
    public ValueList<string> KeysOf(RecordedEvent recorded) => [recorded.Stream.Id];

    /// <inheritdoc/>
    public OpenClaim? Apply(string key, OpenClaim? row, RecordedEvent recorded) => (row, recorded.Payload) switch
    {
        (null, ClaimReported e) => new OpenClaim(e.Policy, e.Cause, e.At, e.Excess, e.Cover, e.Cover),
        ({ } open, ClaimAssessed e) => open with
        {
            Reserve = Math.Max(0, Math.Min(e.Damage, open.Cover) - open.Excess),
        },
        ({ }, ClaimPaid or ClaimRejected) => null,
        _ => throw new InvalidOperationException($"{recorded} comes out of turn."),
    };
}

/// <summary>What is put by for all open claims, by cause. It follows from the rows and is never stored.</summary>
public sealed class Reserves : IRowFigures<string, OpenClaim>
{
    private readonly SortedDictionary<string, (int Claims, long Reserve)> _byCause = new(StringComparer.Ordinal);

    /// <summary>A copy of the figures.</summary>
    public IReadOnlyList<(string Cause, int Claims, long Reserve)> ByCause =>
        [.. _byCause.Select(cause => (cause.Key, cause.Value.Claims, cause.Value.Reserve))];

    /// <inheritdoc/>
    public void Change(string key, OpenClaim? before, OpenClaim? after)
    {
        if (before is not null) Add(before.Cause, -1, -before.Reserve);
        if (after is not null) Add(after.Cause, +1, after.Reserve);
    }

    private void Add(string cause, int claims, long reserve)
    {
        var (had, sum) = _byCause.GetValueOrDefault(cause);
        if (had + claims == 0) _byCause.Remove(cause);
        else _byCause[cause] = (had + claims, sum + reserve);
    }
}
