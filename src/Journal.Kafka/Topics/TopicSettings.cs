using System.Globalization;

namespace Docket.Journal.Kafka.Topics;

/// <summary>Whether a topic's settings, as its broker tells them, fit the plan.</summary>
internal static class TopicSettings
{
    /// <exception cref="TopicMismatchException">One does not; all that do not are named.</exception>
    public static void Require(TopicPlan plan, IReadOnlyDictionary<string, string> settings)
    {
        var wrong = Wrong(plan, settings).ToList();
        if (wrong.Count > 0)
            throw new TopicMismatchException($"The topic {plan.Name} does not fit: {string.Join("; ", wrong)}.");
    }

    private static IEnumerable<string> Wrong(TopicPlan plan, IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue("cleanup.policy", out var policy) && policy != "delete")
            yield return $"cleanup.policy is {policy} and must be delete, or events of one key vanish behind its newest";

        if (Number(settings, "max.message.bytes") is { } bytes && bytes < plan.RecordBytesMax)
            yield return $"max.message.bytes is {bytes} and must be {plan.RecordBytesMax} or more";

        if (Number(settings, "retention.ms") is { } kept && kept >= 0
            && (plan.Retention == Timeout.InfiniteTimeSpan || kept < plan.Retention.TotalMilliseconds))
            yield return $"retention.ms is {kept} and must be "
                + (plan.Retention == Timeout.InfiniteTimeSpan ? "-1" : $"{(long)plan.Retention.TotalMilliseconds} or more");
    }

    private static long? Number(IReadOnlyDictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var text)
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
