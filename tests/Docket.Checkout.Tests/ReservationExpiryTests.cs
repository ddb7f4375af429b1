using Docket.Application.Checkout;
using Docket.Application.Checkout.Participants;
using Docket.Application.Wire;
using Docket.Checkout.Tests.Given;
using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;

namespace Docket.Checkout.Tests;

/// <summary>Goods that nobody comes back for are free again when their time comes, with nobody asking for them.</summary>
public sealed class ReservationExpiryTests : IAsyncDisposable
{
    private static readonly TimeSpan Kept = StockParticipant.KeptFor;
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly ManualClock _clock = new();
    private readonly InMemoryEventStore _journal;
    private readonly StockService _stock;

    public ReservationExpiryTests()
    {
        _journal = new InMemoryEventStore(DocketCodec.Create(), _clock);
        _stock = new StockService(_journal, _clock, new DeciderRunnerOptions(), null);
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task A_reservation_expires_when_its_time_comes_and_once()
    {
        await ReserveAsync("a", Kept);
        await using var expiry = await StartAsync();

        _clock.Advance(Kept - TimeSpan.FromSeconds(1));
        await expiry.AsleepAsync();
        Assert.Equal(0, await ExpiredAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));
        await expiry.AsleepAsync();

        Assert.Equal(1, await ExpiredAsync());
        Assert.Equal(10, (await _stock.LoadAsync(Checkouts.Mug, _stop)).Available);
        _clock.Advance(Kept);
        await expiry.AsleepAsync();
        Assert.Equal(1, await ExpiredAsync());
    }

    [Fact]
    public async Task A_restart_forgets_no_reservation()
    {
        await ReserveAsync("a", Kept);
        await using (await StartAsync()) _clock.Advance(Kept / 2);

        await using var next = await StartAsync();
        Assert.Equal(0, await ExpiredAsync());
        _clock.Advance(Kept / 2);
        await next.AsleepAsync();

        Assert.Equal(1, await ExpiredAsync());
    }

    [Fact]
    public async Task What_came_due_while_nothing_ran_expires_at_the_next_start()
    {
        await ReserveAsync("a", Kept);
        _clock.Advance(Kept * 2);
        await using var late = await StartAsync();
        Assert.Equal(1, await ExpiredAsync());
    }

    [Fact]
    public async Task What_is_reserved_while_it_runs_is_seen()
    {
        await using var expiry = await StartAsync();
        await ReserveAsync("a", Kept);
        await expiry.AsleepAsync();
        _clock.Advance(Kept);
        await expiry.AsleepAsync();
        Assert.Equal(1, await ExpiredAsync());
    }

    [Fact]
    public async Task What_was_sent_or_released_does_not_expire()
    {
        await ReserveAsync("a", Kept);
        await ReserveAsync("b", Kept);
        await DoAsync(new ShipStock("a") { At = Now });
        await DoAsync(new ReleaseStock("b") { At = Now });
        await using var expiry = await StartAsync();
        _clock.Advance(Kept * 2);
        await expiry.AsleepAsync();
        Assert.Equal(0, await ExpiredAsync());
    }

    [Fact]
    public async Task Of_several_processes_one_lets_go()
    {
        await ReserveAsync("a", Kept);
        await ReserveAsync("b", Kept);
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        _clock.Advance(Kept);
        await Task.WhenAll(one.AsleepAsync(), other.AsleepAsync());
        Assert.Equal(2, await ExpiredAsync());
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private async Task ReserveAsync(string reservation, TimeSpan length)
    {
        if ((await _stock.LoadAsync(Checkouts.Mug, _stop)).OnHand == 0) await DoAsync(new ReceiveStock(10) { At = Now });
        await DoAsync(new ReserveStock(reservation, 3, Now + length) { At = Now });
    }

    private async Task DoAsync(StockCommand command) => Assert.IsType<CommandOutcome<StockRejection>.Done>(
        await _stock.ExecuteAsync(Checkouts.Mug, command, new CommandContext(), _stop));

    private async Task<int> ExpiredAsync()
    {
        var expired = 0;
        await foreach (var page in _journal.ReadAllAsync(
            Position.Start, DocketCodec.Create().FilterFor([typeof(ReservationExpired)]), _stop))
            expired += page.Events.Count;
        return expired;
    }

    private async Task<RunningExpiry> StartAsync()
    {
        var expiry = new RunningExpiry(_journal, _clock);
        await expiry.AsleepAsync();
        return expiry;
    }
}
