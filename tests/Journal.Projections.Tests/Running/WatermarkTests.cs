using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;
using Docket.Journal.Testing;

namespace Docket.Journal.Projections.Tests.Running;

public sealed class WatermarkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly ManualClock _clock = new();
    private readonly Watermark _watermark;

    public WatermarkTests() => _watermark = new Watermark(new Position(5), _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_reached_already_needs_no_wait() =>
        Assert.True(await _watermark.WaitForAsync(new Position(5), TimeSpan.Zero, Token));

    [Fact]
    public async Task A_waiter_wakes_when_its_position_is_reached_and_not_before()
    {
        var near = _watermark.WaitForAsync(new Position(7), Patience, Token).AsTask();
        var far = _watermark.WaitForAsync(new Position(9), Patience, Token).AsTask();
        _watermark.Advance(new Position(6));
        Assert.False(near.IsCompleted);
        _watermark.Advance(new Position(8));
        Assert.True(await near);
        Assert.False(far.IsCompleted);
        _watermark.Advance(new Position(9));
        Assert.True(await far);
    }

    [Fact]
    public async Task Patience_ends_by_the_clock_and_leaves_no_waiter_behind()
    {
        var never = _watermark.WaitForAsync(new Position(long.MaxValue), Patience, Token).AsTask();
        Assert.Equal(1, _watermark.Waiting);
        _clock.Advance(Patience / 2);
        Assert.False(never.IsCompleted);
        _clock.Advance(Patience);
        Assert.False(await never);
        Assert.Equal(0, _watermark.Waiting);
    }

    [Fact]
    public async Task A_reader_who_goes_away_leaves_no_waiter_behind()
    {
        using var leaving = new CancellationTokenSource();
        var wait = _watermark.WaitForAsync(new Position(9), Patience, leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(0, _watermark.Waiting);
    }

    [Fact]
    public async Task It_never_goes_back()
    {
        _watermark.Advance(new Position(3));
        Assert.Equal(new Position(5), _watermark.Position);
        Assert.False(await _watermark.WaitForAsync(new Position(6), TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Any_number_of_waiters_at_one_position_wake()
    {
        var waits = Enumerable.Range(0, 100)
            .Select(_ => _watermark.WaitForAsync(new Position(6), Patience, Token).AsTask()).ToList();
        _watermark.Advance(new Position(6));
        Assert.All(await Task.WhenAll(waits), Assert.True);
    }
}
