using Docket.Journal.Kafka.Tests.Brokers;
using Docket.Journal.Kafka.Topics;

namespace Docket.Journal.Kafka.Tests;

public sealed class TopicSetupTests
{
    private readonly HeardLog _log = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Topics_that_fit_are_let_be_and_what_the_broker_does_not_tell_is_said()
    {
        using var broker = new TestBroker();

        await EnsureAsync(broker, mayCreate: false);

        Assert.Contains(_log.Lines, line => line.Contains("does not tell the settings", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_topic_with_other_partitions_is_an_error_that_says_how_many_are_wanted()
    {
        using var broker = new TestBroker(partitions: 12);

        var failure = await Assert.ThrowsAsync<TopicMismatchException>(() => EnsureAsync(broker, mayCreate: true));

        Assert.StartsWith("The topic docket.orders.v1 has 12 partitions and must have 16", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_topic_is_an_error_that_says_how_to_make_it()
    {
        using var broker = new TestBroker();
        var plan = new TopicPlan("absent", 16, 1_000_000);

        var failure = await Assert.ThrowsAsync<TopicMismatchException>(
            () => new TopicSetup(broker.Options, _log).EnsureAsync([plan], mayCreate: false, Cancelled));

        Assert.Equal(
            "The topic absent is not there. Make it with 16 partitions, cleanup.policy=delete, retention.ms=604800000 and "
            + "max.message.bytes=1000000.", failure.Message);
    }

    [Fact]
    public async Task A_topic_that_cannot_be_made_is_an_error_that_says_why()
    {
        using var broker = new TestBroker();
        var plan = new TopicPlan("absent", 16, 1_000_000);

        var failure = await Assert.ThrowsAsync<TopicMismatchException>(
            () => new TopicSetup(broker.Options, _log).EnsureAsync([plan], mayCreate: true, Cancelled));

        Assert.StartsWith("The topic absent is not there and cannot be made: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_do_not_fit_are_named_with_what_they_must_be()
    {
        var plan = new TopicPlan("t", 16, 2_000_000);
        var settings = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "compact",
            ["max.message.bytes"] = "1048588",
            ["retention.ms"] = "3600000",
        };

        var failure = Assert.Throws<TopicMismatchException>(() => TopicSettings.Require(plan, settings));

        Assert.Contains("cleanup.policy is compact and must be delete", failure.Message, StringComparison.Ordinal);
        Assert.Contains("max.message.bytes is 1048588 and must be 2000000 or more", failure.Message, StringComparison.Ordinal);
        Assert.Contains("retention.ms is 3600000 and must be 604800000 or more", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("604800000")]
    [InlineData("999999999999")]
    public void Settings_that_fit_are_let_be(string retention) => TopicSettings.Require(
        new TopicPlan("t", 16, 2_000_000),
        new Dictionary<string, string>
        {
            ["cleanup.policy"] = "delete",
            ["max.message.bytes"] = "2000000",
            ["retention.ms"] = retention,
        });

    [Fact]
    public void What_is_to_be_kept_for_ever_must_not_have_a_retention() =>
        Assert.Throws<TopicMismatchException>(() => TopicSettings.Require(
            new TopicPlan("t", 16, 1) { Retention = Timeout.InfiniteTimeSpan },
            new Dictionary<string, string> { ["retention.ms"] = "604800000" }));

    private Task<string?> EnsureAsync(TestBroker broker, bool mayCreate) => new TopicSetup(broker.Options, _log).EnsureAsync(
        [TopicPlan.OfPublicEvents(broker.Options), TopicPlan.OfJournal(broker.Options)], mayCreate, Cancelled);
}
