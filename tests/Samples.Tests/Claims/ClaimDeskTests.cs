using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Journal.Testing;
using InsuranceClaims;
using Outcome = Docket.Journal.Deciding.CommandOutcome<InsuranceClaims.ClaimRejection>;

namespace Docket.Samples.Tests.Claims;

/// <summary>Commands, the ledger and the view together, over a journal in memory.</summary>
public sealed class ClaimDeskTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly InMemoryEventStore _journal;
    private ClaimDesk _desk = null!;

    public ClaimDeskTests() => _journal = new InMemoryEventStore(ClaimCodec.Create(), _clock);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _desk = await ClaimDesk.OpenAsync(_journal, new InMemoryViewStorage(), _clock, Cancelled);

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task The_view_holds_what_is_open_and_what_is_put_by_for_it()
    {
        await ReportAsync("a", "water");
        await ReportAsync("b", "water");
        await ReportAsync("c", "fire");
        await DoneAsync("b", new AssessClaim("ada", 300_000) { At = _desk.Now });
        await DoneAsync("c", new RejectClaim("not covered") { At = _desk.Now });

        Assert.Equal([("water", 2, 500_000 + 280_000L)], await _desk.ReservesAsync(Cancelled));
        Assert.Equal(
            new OpenClaim("P-b", "water", _desk.Now, 20_000, 500_000, 280_000), await _desk.FindOpenAsync("b", Cancelled));
        Assert.Null(await _desk.FindOpenAsync("c", Cancelled));
    }

    [Fact]
    public async Task A_payment_sent_twice_under_one_key_is_one_and_another_command_under_it_is_refused()
    {
        await ReportAsync("a", "water");
        await DoneAsync("a", new AssessClaim("ada", 300_000) { At = _desk.Now });
        await DoneAsync("a", new ApprovePayout("bob") { At = _desk.Now });

        var first = await DoneAsync("a", new PayClaim("pay-1") { At = _desk.Now }, "transfer");
        await _desk.DisposeAsync();
        _clock.Advance(TimeSpan.FromDays(400));
        await InitializeAsync();
        var again = await DoneAsync("a", new PayClaim("pay-1") { At = _desk.Now }, "transfer");
        var other = await _desk.ExecuteAsync("a", new PayClaim("pay-2") { At = _desk.Now }, "transfer", Cancelled);

        Assert.Equal(first with { Repeated = true }, again);
        Assert.IsType<Outcome.KeyReused>(other);
        Assert.Equal(new Position(4), _journal.Head);
    }

    [Fact]
    public async Task A_view_made_anew_is_the_one_that_served()
    {
        foreach (var claim in (string[])["a", "b", "c"]) await ReportAsync(claim, "water");
        await DoneAsync("b", new RejectClaim("fraud") { At = _desk.Now });
        var before = await _desk.ReservesAsync(Cancelled);

        var rebuild = await _desk.RebuildAsync(Cancelled);

        Assert.Equal((RebuildStage.Swapped, false), (rebuild!.Stage, rebuild.Differs));
        Assert.Equal(before, await _desk.ReservesAsync(Cancelled));
    }

    private Task<Outcome.Done> ReportAsync(string claim, string cause) =>
        DoneAsync(claim, new ReportClaim($"P-{claim}", cause, 500_000, 20_000) { At = _desk.Now });

    private async Task<Outcome.Done> DoneAsync(string claim, ClaimCommand command, string? key = null) =>
        Assert.IsType<Outcome.Done>(await _desk.ExecuteAsync(claim, command, key, Cancelled));
}
