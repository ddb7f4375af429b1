using Docket.Host.Composition.Kafka;
using Docket.Journal.Examining;
using Docket.Journal.Kafka;
using Docket.Journal.Kafka.Connecting;
using Docket.Journal.Kafka.Topics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Doctor;

/// <summary>Whether the brokers answer, and whether their topics are as they must be. Nothing is made.</summary>
internal static class KafkaCheck
{
    private const string Link = "brokers";
    private const string Topic = "topic";

    public static async Task<List<Finding>> LookAsync(Brokers brokers, CancellationToken cancellationToken)
    {
        try
        {
            using var pulse = new BrokerPulse(brokers.Options, NullLogger.Instance);
            var count = await pulse.AskAsync(cancellationToken);
            List<Finding> findings =
                [Finding.Ok(Link, $"{count} {(count == 1 ? "broker answers" : "brokers answer")} at {brokers.Options.Servers}")];
            foreach (var plan in (TopicPlan[])[brokers.PublicTopic, brokers.JournalTopic])
                findings.Add(await LookAsync(brokers, plan, cancellationToken));
            return findings;
        }
        catch (KafkaUnavailableException away)
        {
            return [Finding.Problem(
                Link, away.Message, "Are they running, is the address right, and does --kafka-config hold what they want?")];
        }
    }

    private static async Task<Finding> LookAsync(Brokers brokers, TopicPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            var notTold = await new TopicSetup(brokers.Options, NullLogger.Instance)
                .EnsureAsync([plan], mayCreate: false, cancellationToken);
            return notTold is null
                ? Finding.Ok(Topic, $"{plan.Name} is as it must be, with {plan.Partitions} partitions")
                : Finding.Warning(
                    Topic, $"{plan.Name} has {plan.Partitions} partitions; its settings are not told: {notTold}",
                    "Give this user DESCRIBE_CONFIGS, or see to it that cleanup.policy is delete and nothing is dropped early.");
        }
        catch (TopicMismatchException missing) when (missing.IsMissing && brokers.MayCreate)
        {
            return Finding.Warning(Topic, $"{plan.Name} is not there", "The first service that uses it makes it, if it may.");
        }
        catch (TopicMismatchException wrong)
        {
            return Finding.Problem(Topic, wrong.Message, "`docs/operations/kafka.md` says what each topic must be like.");
        }
    }
}
