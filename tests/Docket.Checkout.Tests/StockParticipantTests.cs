using Docket.Application.Checkout;
using Docket.Application.Checkout.Participants;
using Docket.Application.Wire;
using Docket.Checkout.Tests.Given;
using Docket.Domain.Shared;
using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Docket.Journal.Deciding.Tests;
using Docket.Journal.InMemory;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Checkout.Tests;

/// <summary>Stock keeps the contract that every participant has to.</summary>
public sealed class StockParticipantTests : IAsyncDisposable
{
    private static readonly StepOutcome Fine = new StepOutcome.Succeeded();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly InMemoryEventStore _journal = new(DocketCodec.Create(), TimeProvider.System);
    private readonly StockService _stock;
    private readonly StockParticipant _participant;

    public StockParticipantTests()
    {
        _stock = new StockService(_journal, TimeProvider.System, new DeciderRunnerOptions(), null);
        _participant = new StockParticipant(_stock, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task A_key_reserves_once_however_often_it_comes()
    {
        await FillAsync(10, 10);
        Assert.Equal(Fine, await AskAsync(CallKind.Action));
        Assert.Equal(Fine, await AskAsync(CallKind.Action));
        Assert.Equal((8, 9), await AvailableAsync());
    }

    [Fact]
    public async Task Of_a_checkout_that_lacks_one_product_nothing_stays_reserved()
    {
        await FillAsync(10, 0);
        Assert.IsType<StepOutcome.Refused>(await AskAsync(CallKind.Action));
        Assert.Equal((10, 0), await AvailableAsync());
    }

    [Fact]
    public async Task A_refusal_is_final_also_when_there_is_enough_by_now()
    {
        await FillAsync(10, 0);
        await AskAsync(CallKind.Action);
        await FillAsync(10, 10);
        Assert.IsType<StepOutcome.Refused>(await AskAsync(CallKind.Action));
        Assert.Equal((20, 10), await AvailableAsync());
    }

    [Fact]
    public async Task Undoing_releases_once()
    {
        await FillAsync(10, 10);
        await AskAsync(CallKind.Action);
        Assert.Equal(Fine, await AskAsync(CallKind.Compensation));
        Assert.Equal(Fine, await AskAsync(CallKind.Compensation));
        Assert.Equal((10, 10), await AvailableAsync());
    }

    [Fact]
    public async Task Undoing_what_was_never_done_succeeds_and_from_then_on_it_is_refused()
    {
        await FillAsync(10, 10);
        Assert.Equal(Fine, await AskAsync(CallKind.Compensation));
        Assert.IsType<StepOutcome.Refused>(await AskAsync(CallKind.Action));
        Assert.Equal((10, 10), await AvailableAsync());
    }

    [Fact]
    public async Task Many_checkouts_at_once_reserve_no_more_than_there_is()
    {
        await FillAsync(11, 100);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => UntilKnownAsync($"c{number}")));
        Assert.Equal(5, outcomes.Count(outcome => outcome == Fine));
        Assert.Equal((1, 95), await AvailableAsync());
    }

    [Fact]
    public async Task Who_wants_the_same_product_at_the_same_time_waits_and_need_not_ask_again()
    {
        await FillAsync(100, 100);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stock = new StockService(
            new InterveningStore(_journal, (_, _) => all.Task), TimeProvider.System,
            new DeciderRunnerOptions { RetriesMax = 0 }, null);
        var participant = new StockParticipant(stock, TimeProvider.System);
        var asked = Enumerable.Range(0, 20).Select(
            number => participant.ExecuteAsync(CallOf(CallKind.Action, $"c{number}"), _stop).AsTask()).ToList();
        all.SetResult();
        Assert.All(await Task.WhenAll(asked), outcome => Assert.Equal(Fine, outcome));
        Assert.Equal((60, 80), await AvailableAsync());
    }

    private async Task<StepOutcome> UntilKnownAsync(string process)
    {
        while (true)
        {
            var outcome = await Task.Run(() => AskAsync(CallKind.Action, process).AsTask(), _stop);
            if (outcome is not StepOutcome.FailedForNow) return outcome;
        }
    }

    private ValueTask<StepOutcome> AskAsync(CallKind kind, string process = "c1") =>
        _participant.ExecuteAsync(CallOf(kind, process), _stop);

    private static StepCall CallOf(CallKind kind, string process) =>
        new($"{process}/reserve-stock/{kind}", $"{process}/reserve-stock", process, "reserve-stock", kind, 1)
        {
            Input = Checkouts.Of("8471").ToInput(),
        };

    private async Task FillAsync(int mugs, int pots)
    {
        foreach (var (product, quantity) in new[] { (Checkouts.Mug, mugs), (Checkouts.Pot, pots) })
            if (quantity > 0)
                await _stock.ExecuteAsync(
                    product, new ReceiveStock(quantity) { At = TimeProvider.System.GetUtcNow() }, new CommandContext(), _stop);
    }

    private async Task<(int Mugs, int Pots)> AvailableAsync() =>
        ((await _stock.LoadAsync(Checkouts.Mug, _stop)).Available, (await _stock.LoadAsync(Checkouts.Pot, _stop)).Available);
}
