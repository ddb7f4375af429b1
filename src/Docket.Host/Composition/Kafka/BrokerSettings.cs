using System.Globalization;
using System.Text.RegularExpressions;
using Docket.Host.Output;
using Docket.Journal.Kafka;
using Docket.Journal.Kafka.Connecting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Composition.Kafka;

/// <summary>Reads what is set of Kafka.</summary>
internal static partial class BrokerSettings
{
    private const int RetentionDaysMax = 36_500;

    /// <summary>What settings say; null where no brokers are named.</summary>
    /// <param name="find">A setting by its name: <c>kafka</c>, <c>kafka_config</c>, <c>kafka_topic</c> and the like.</param>
    /// <exception cref="UsageException">One of them is not as it must be.</exception>
    public static Brokers? Read(Func<string, string?> find) => find("kafka") is not { } servers
        ? null
        : new Brokers(
            Checked(OptionsOf(ServersOf(servers), find), find("kafka_config")),
            MayCreate(find("kafka_create_topics") ?? "true"),
            RetentionOf(find("kafka_retention_days") ?? "7"),
            find("kafka_replicas") is { } replicas ? ReplicasOf(replicas) : null);

    private static KafkaOptions OptionsOf(string servers, Func<string, string?> find)
    {
        var usual = new KafkaOptions { Servers = servers };
        var options = usual with
        {
            PublicTopic = TopicOf("kafka_topic", find) ?? usual.PublicTopic,
            JournalTopic = TopicOf("kafka_journal_topic", find) ?? usual.JournalTopic,
            GroupPrefix = TopicOf("kafka_group_prefix", find) ?? usual.GroupPrefix,
            Settings = find("kafka_config") is { } file ? KafkaConfigFile.Read(file) : usual.Settings,
        };
        return options.PublicTopic != options.JournalTopic
            ? options
            : throw new UsageException(
                "kafka_topic and kafka_journal_topic name one topic; the journal's own topic is nobody else's.");
    }

    private static string ServersOf(string text) => text.Split(',', StringSplitOptions.TrimEntries).All(Server().IsMatch)
        ? text
        : throw new UsageException(
            $"--kafka wants brokers such as 127.0.0.1:9092, divided by commas; '{text}' is none.");

    private static string? TopicOf(string setting, Func<string, string?> find) => find(setting) switch
    {
        null => null,
        var name when Name().IsMatch(name) => name,
        var name => throw new UsageException(
            $"The setting {setting} wants up to 200 characters of A-Z a-z 0-9 . _ -; '{name}' is none."),
    };

    private static bool MayCreate(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new UsageException($"The setting kafka_create_topics wants true or false; '{text}' is neither."),
    };

    private static TimeSpan RetentionOf(string text) => text == "forever" ? Timeout.InfiniteTimeSpan
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= RetentionDaysMax ? TimeSpan.FromDays(days)
        : throw new UsageException(
            $"The setting kafka_retention_days wants whole days from 1, or forever; '{text}' is neither.");

    private static short ReplicasOf(string text) =>
        short.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var replicas) && replicas >= 1
            ? replicas
            : throw new UsageException($"The setting kafka_replicas wants a whole number from 1; '{text}' is none.");

    /// <summary>Which names and values the client library takes, only it can say.</summary>
    private static KafkaOptions Checked(KafkaOptions options, string? file)
    {
        if (file is null) return options;
        try
        {
            using var tried = new BrokerPulse(options, NullLogger.Instance);
            return options;
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"--kafka-config {file}: the Kafka client does not take it: {wrong.Message}");
        }
    }

    [GeneratedRegex(@"^(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Server();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,200}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
