using Docket.Journal.Store;

namespace Docket.Journal.Tests;

public sealed class AppendSignalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_who_waits_is_woken_by_the_position_he_waits_for()
    {
        var signal = new AppendSignal(new Position(5));
        var waiting =
            new[] { 5, 5, 7 }.Select(after => signal.WaitAsync(new Position(after), Cancel).AsTask()).ToArray();
        signal.Raise(new Position(6));
        Assert.Equal(new Position(6), await waiting[0]);
        Assert.Equal(new Position(6), await waiting[1]);
        Assert.False(waiting[2].IsCompleted);
        signal.Raise(new Position(9));
        Assert.Equal(new Position(9), await waiting[2]);
    }

    [Fact]
    public void The_head_never_goes_back()
    {
        var signal = new AppendSignal(new Position(5));
        signal.Raise(new Position(4));
        Assert.Equal(new Position(5), signal.Head);
    }
}
