using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Docket.Journal.Kafka.Connecting;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Kafka.Topics;

/// <summary>Makes the topics that are missing, where it may, and checks those that are there.</summary>
public sealed class TopicSetup(KafkaOptions options, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Clients _clients = new(options, logger);

    /// <summary>Leaves every topic as it must be, or says what is wrong.</summary>
    /// <param name="plans">The topics.</param>
    /// <param name="mayCreate">Whether a missing topic is made; otherwise it is an error.</param>
    /// <param name="cancellationToken">Gives up between calls.</param>
    /// <returns>Why settings could not be checked; null where they were.</returns>
    /// <exception cref="TopicMismatchException">A topic is missing or does not fit.</exception>
    /// <exception cref="KafkaUnavailableException">No broker can be asked.</exception>
    public async Task<string?> EnsureAsync(
        IReadOnlyList<TopicPlan> plans, bool mayCreate, CancellationToken cancellationToken)
    {
        using var admin = _clients.NewAdmin();
        var there = await Task.Run(() => PartitionsOf(admin), cancellationToken);
        foreach (var plan in plans)
        {
            if (there.TryGetValue(plan.Name, out var partitions)) RequirePartitions(plan, partitions);
            else if (mayCreate) await CreateAsync(admin, plan);
            else throw Missing(plan);
        }

        return await CheckSettingsAsync(admin, plans);
    }

    /// <remarks>Of all topics: asking for one by its name would make it, on clusters that make topics by themselves.</remarks>
    private Dictionary<string, int> PartitionsOf(IAdminClient admin)
    {
        try
        {
            return admin.GetMetadata(Patience).Topics
                .Where(topic => topic.Error.Code != ErrorCode.UnknownTopicOrPart)
                .ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count, StringComparer.Ordinal);
        }
        catch (KafkaException failure)
        {
            throw new KafkaUnavailableException(options.Servers, failure);
        }
    }

    private static void RequirePartitions(TopicPlan plan, int partitions)
    {
        if (partitions != plan.Partitions)
            throw new TopicMismatchException(
                $"The topic {plan.Name} has {partitions} partitions and must have {plan.Partitions}: which partition a "
                + "key is in follows from their number, so it cannot be changed. Delete the topic, or name another one.");
    }

    private async Task CreateAsync(IAdminClient admin, TopicPlan plan)
    {
        try
        {
            await admin.CreateTopicsAsync([new TopicSpecification
            {
                Name = plan.Name,
                NumPartitions = plan.Partitions,
                ReplicationFactor = plan.Replicas ?? -1,
                Configs = new Dictionary<string, string>
                {
                    ["cleanup.policy"] = "delete",
                    ["retention.ms"] = Milliseconds(plan.Retention),
                    ["max.message.bytes"] = plan.RecordBytesMax.ToString(CultureInfo.InvariantCulture),
                },
            }], new CreateTopicsOptions { OperationTimeout = Patience, RequestTimeout = Patience });
            Log.TopicMade(logger, plan.Name, plan.Partitions);
        }
        catch (CreateTopicsException failure) when (failure.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
        {
            // Another process was quicker.
        }
        catch (KafkaException failure)
        {
            var reason = failure is CreateTopicsException create ? create.Results[0].Error.Reason : failure.Error.Reason;
            throw new TopicMismatchException(
                $"The topic {plan.Name} is not there and cannot be made: {reason}. Make it with {Described(plan)}.", failure);
        }
    }

    private async Task<string?> CheckSettingsAsync(IAdminClient admin, IReadOnlyList<TopicPlan> plans)
    {
        try
        {
            var resources = plans.Select(plan => new ConfigResource { Type = ResourceType.Topic, Name = plan.Name });
            var described = await admin.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = Patience });
            foreach (var (plan, found) in plans.Zip(described))
                TopicSettings.Require(plan, found.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value));
            return null;
        }
        catch (KafkaException failure)
        {
            // A right or a call that is missing is no reason to stand still: what must fit to the record was checked.
            var reason = failure is DescribeConfigsException described
                ? described.Results.First(result => result.Error.IsError).Error.Reason
                : failure.Error.Reason;
            Log.SettingsNotTold(logger, string.Join(", ", plans.Select(plan => plan.Name)), reason);
            return reason;
        }
    }

    private static TopicMismatchException Missing(TopicPlan plan) =>
        new($"The topic {plan.Name} is not there. Make it with {Described(plan)}.") { IsMissing = true };

    private static string Described(TopicPlan plan) =>
        $"{plan.Partitions} partitions, cleanup.policy=delete, retention.ms={Milliseconds(plan.Retention)} and "
        + $"max.message.bytes={plan.RecordBytesMax}";

    private static string Milliseconds(TimeSpan retention) => retention == Timeout.InfiniteTimeSpan
        ? "-1"
        : ((long)retention.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
