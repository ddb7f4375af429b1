using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Tests.Deciding;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new()
    {
        DelayFirst = TimeSpan.FromSeconds(1),
        DelayMax = TimeSpan.FromSeconds(10),
        JitterShare = 0.5,
    };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(1000, 10)]
    public void Pauses_double_up_to_the_longest(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Policy.DelayAfter(failures, chance: 1));

    [Fact]
    public void Chance_shortens_a_pause_by_its_share_at_most() =>
        Assert.Equal(TimeSpan.FromSeconds(2), Policy.DelayAfter(3, chance: 0));
}
