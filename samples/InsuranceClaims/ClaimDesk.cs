using Docket.Journal.Deciding;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace InsuranceClaims;

/// <summary>Claims over a journal: commands on one side, the view of the open ones on the other.</summary>
public sealed class ClaimDesk : IAsyncDisposable
{
    private readonly IEventStore _journal;
    private readonly TimeProvider _clock;
    private readonly ViewHost _views;
    private readonly View<string, OpenClaim, Reserves> _open;
    private readonly DeciderRunner<ClaimState, ClaimCommand, ClaimEvent, ClaimRejection> _claims;

    private ClaimDesk(IEventStore journal, IViewStorage views, TimeProvider clock)
    {
        (_journal, _clock) = (journal, clock);
        _claims = new(
            journal,
            new Aggregate<ClaimState, ClaimCommand, ClaimEvent, ClaimRejection>
            {
                Category = "claim",
                Decider = Claim.Decider,
                OccurredAt = recorded => recorded.At,
            },
            clock, new DeciderRunnerOptions(), snapshots: null);
        _views = new ViewHost(
            journal, ClaimCodec.Create(), views, new ViewHostOptions { Clock = clock, Logger = NullLogger.Instance });
        _open = _views.Add(OpenClaimsProjection.Definition);
    }

    /// <summary>Opens the desk; whoever opened the journal closes it, afterwards.</summary>
    public static async Task<ClaimDesk> OpenAsync(
        IEventStore journal, IViewStorage views, TimeProvider clock, CancellationToken cancellationToken)
    {
        var desk = new ClaimDesk(journal, views, clock);
        await desk._views.StartAsync(cancellationToken);
        return desk;
    }

    /// <summary>The time for commands.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Runs one command. With a key it takes effect once, however often it is sent.</summary>
    public ValueTask<CommandOutcome<ClaimRejection>> ExecuteAsync(
        string claim, ClaimCommand command, string? key, CancellationToken cancellationToken) =>
        _claims.RunAsync(
            claim, command,
            new CommandContext { Key = key is null ? null : CommandKey.For(key, $"{claim}: {command with { At = default }}") },
            cancellationToken);

    /// <summary>The open claim, with every command that was answered until now in it; null where it is not open.</summary>
    public async ValueTask<OpenClaim?> FindOpenAsync(string claim, CancellationToken cancellationToken)
    {
        await _views.WaitForAsync(_journal.Head, cancellationToken);
        return _open.Current.Find(claim);
    }

    /// <summary>What is put by, by cause.</summary>
    public async ValueTask<IReadOnlyList<(string Cause, int Claims, long Reserve)>> ReservesAsync(
        CancellationToken cancellationToken)
    {
        await _views.WaitForAsync(_journal.Head, cancellationToken);
        return _open.Current.Read(0, static (reserves, _) => reserves.ByCause);
    }

    /// <summary>Makes the view anew beside the one that serves, compares the two and swaps.</summary>
    /// <returns>What came of it.</returns>
    public async ValueTask<RebuildProgress?> RebuildAsync(CancellationToken cancellationToken)
    {
        _views.StartRebuild(OpenClaimsProjection.Definition.Projection.Name);
        await _views.WaitForRebuildAsync(OpenClaimsProjection.Definition.Projection.Name, cancellationToken);
        return _views.RebuildOf(OpenClaimsProjection.Definition.Projection.Name);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _views.DisposeAsync();
}
