using Docket.Distributed.Tests.Given;

namespace Docket.Distributed.Tests.Options;

public sealed class OptionTests(SharedServer postgres)
{
    [Theory]
    [InlineData("--kafka", "broker", "127.0.0.1:9092")]
    [InlineData("--publish", "kafka", "--kafka or DOCKET_KAFKA")]
    [InlineData("--feed", "kafka", "--kafka or DOCKET_KAFKA")]
    [InlineData("--feed", "pigeon", "journal, logical or kafka")]
    [InlineData("--project", "orders", "order-summary")]
    public async Task A_wrong_option_is_one_line_that_says_what_is_wanted(string option, string value, string says)
    {
        var refused = await DocketProcess.RunAsync(
            "serve", "--postgres", "Host=127.0.0.1;Database=nowhere", option, value);
        Refused(refused, 2, says);
    }

    [Theory]
    [InlineData("DOCKET_KAFKA_TOPIC", "my topic", "kafka_topic")]
    [InlineData("DOCKET_KAFKA_JOURNAL_TOPIC", "docket.orders.v1", "nobody else's")]
    [InlineData("DOCKET_KAFKA_RETENTION_DAYS", "0", "whole days from 1")]
    [InlineData("DOCKET_KAFKA_REPLICAS", "many", "whole number from 1")]
    [InlineData("DOCKET_KAFKA_CREATE_TOPICS", "yes", "true or false")]
    [InlineData("DOCKET_KAFKA_CONFIG", "/nowhere", "a file")]
    public async Task A_wrong_setting_is_one_line_that_names_it(string name, string value, string says)
    {
        var refused = await DocketProcess.RunInAsync(
            null, [("DOCKET_KAFKA", "127.0.0.1:9092"), (name, value)], "serve", "--postgres", "Host=x;Database=x",
            "--publish", "kafka");
        Refused(refused, 2, says);
    }

    [Theory]
    [InlineData("no equals sign", "line 1")]
    [InlineData("no.such.setting=1", "no.such.setting")]
    public async Task A_client_setting_that_is_none_is_told_before_anything_starts(string line, string says)
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["kafka.conf"], line, TestContext.Current.CancellationToken);
        var refused = await DocketProcess.RunAsync(
            "serve", "--postgres", "Host=x;Database=x", "--publish", "kafka", "--kafka", "127.0.0.1:9092",
            "--kafka-config", directory["kafka.conf"]);
        Refused(refused, 2, says);
    }

    [Fact]
    public async Task Views_of_a_data_directory_are_not_fed_from_Kafka()
    {
        using var directory = new TemporaryDirectory();
        Refused(
            await DocketProcess.RunAsync(
                "serve", "--data", directory["d"], "--feed", "kafka", "--kafka", "127.0.0.1:9092"),
            2, "goes with --postgres");
        Assert.False(Directory.Exists(directory["d"]));
    }

    [Fact]
    public async Task A_topic_that_does_not_fit_is_one_line_at_the_start_and_the_doctor_says_it_too()
    {
        using var database = await PostgresDatabase.NewAsync(postgres.Server);
        using var broker = new BrokersOfTest(partitions: 12);
        var refused = await database.RunAsync("serve", "--publish", "kafka", "--kafka", broker.Servers, "--urls", "http://127.0.0.1:0");
        Refused(refused, 1, "docket.orders.v1 has 12 partitions and must have 16");

        var examined = await database.RunAsync("doctor", "--kafka", broker.Servers, "--json");
        Assert.Equal(1, examined.ExitCode);
        Assert.Equal(["problem", "problem"], Levels(examined, "topic"));
        Assert.Equal(["ok"], Levels(examined, "brokers"));
    }

    [Fact]
    public async Task The_doctor_looks_at_brokers_and_topics()
    {
        using var database = await PostgresDatabase.NewAsync(postgres.Server);
        using var broker = new BrokersOfTest();
        var examined = await database.RunAsync("doctor", "--kafka", broker.Servers, "--json");
        Assert.Equal(["ok"], Levels(examined, "brokers"));
        // The mock does not tell settings.
        Assert.Equal(["warning", "warning"], Levels(examined, "topic"));
        broker.Cluster.TakeDown();
        examined = await database.RunAsync("doctor", "--kafka", broker.Servers, "--json");
        Assert.Equal((1, "problem"), (examined.ExitCode, Levels(examined, "brokers").Single()));
    }

    private static List<string> Levels(Ended examined, string check) =>
        [.. examined.Json.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("check").GetString() == check)
            .Select(finding => finding.GetProperty("level").GetString()!)];

    private static void Refused(Ended ended, int code, string says)
    {
        Assert.Equal((code, ""), (ended.ExitCode, ended.Output));
        var line = Assert.Single(ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line[0] != '{');
        Assert.Contains(says, line, StringComparison.Ordinal);
    }
}
