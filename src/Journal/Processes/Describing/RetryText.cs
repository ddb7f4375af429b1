using System.Globalization;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Describing;

/// <summary>How long and how often each participant is asked, as rows for people.</summary>
public static class RetryText
{
    /// <summary>What the columns of <see cref="Rows"/> are.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["step", "asks", "tries", "one try", "all tries", "pauses", "then"];

    /// <summary>Each step, and after it what undoes it.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(ProcessDefinition definition) =>
        definition.Steps.SelectMany(step => RowsOf(step));

    private static IEnumerable<IReadOnlyList<string>> RowsOf(StepDefinition step)
    {
        if (step.Pause is { } pause)
        {
            yield return [step.Name, "nobody: it rests", "", "", Length(pause), "", ""];
            yield break;
        }

        var given = step.Optional ? "on without it" : "back; in doubt: on until the time is over, then a person";
        yield return Row(step.Name, step.Participant!, step.Retry, given);
        yield return step.Compensation switch
        {
            Compensation.Undo undo => Row($"undo: {undo.Name}", step.Participant!, undo.Retry, "failed: a person"),
            Compensation.None none => ["undo: none", none.Why, "", "", "", "", ""],
            _ => ["undo: missing", "", "", "", "", "", ""],
        };
    }

    private static string[] Row(string name, string asks, RetryPolicy retry, string then) =>
    [
        name, asks, retry.TriesMax.ToString(CultureInfo.InvariantCulture), Length(retry.TryTimeout), Length(retry.Timeout),
        $"{Length(retry.DelayFirst)} doubling to {Length(retry.DelayMax)}", then,
    ];

    private static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 1 } => Text(length.TotalMilliseconds, "ms"),
        { TotalMinutes: < 1 } => Text(length.TotalSeconds, "s"),
        { TotalHours: < 1 } => Text(length.TotalMinutes, "min"),
        { TotalDays: < 2 } => Text(length.TotalHours, "h"),
        _ => Text(length.TotalDays, "d"),
    };

    private static string Text(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.##} {unit}");
}
