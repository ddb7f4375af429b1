using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Docket.Host.Composition.Kafka;
using Docket.Host.Composition.Stores;
using Docket.Host.Doctor;
using Docket.Host.Output;
using Docket.Journal.Examining;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket doctor</c>: says what is wrong with what is configured, and how to mend it.</summary>
internal static class DoctorCommand
{
    private const int LevelWidth = 9;
    private const int CheckWidth = 14;

    public static Command Create()
    {
        var command = new Command("doctor", "Say what is wrong with what is configured, and how to mend it")
        {
            GlobalOptions.Postgres, GlobalOptions.Replica, GlobalOptions.Kafka, GlobalOptions.KafkaConfig,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.OfLocal(parsed), parsed.GetValue(GlobalOptions.Replica) ?? Settings.Find("replica"),
            KafkaFlags.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        VerbContext verb, string? replica, Brokers? brokers, CancellationToken cancellationToken)
    {
        if (replica is not null && verb.Place is not PostgresPlace)
            throw new UsageException("--replica goes with --postgres: a data directory has no standby.");
        var standby = replica is null ? null : PostgresPlace.Parse(verb.Data, replica).Options.ConnectionString;
        var findings = await Examination.RunAsync(verb.Data, verb.Place, standby, cancellationToken);
        if (brokers is not null) findings.AddRange(await KafkaCheck.LookAsync(brokers, cancellationToken));
        var reply = new DoctorReply(
            findings.TrueForAll(finding => finding.Level != FindingLevel.Problem), verb.Place.Name,
            [.. findings.Select(DoctorFinding.Of)]);
        verb.Terminal.Show(reply, HostJson.Plain.DoctorReply, Draw);
        return reply.Healthy ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Draw(IAnsiConsole console, DoctorReply reply)
    {
        // Not through the console: it would break what is to be copied.
        var output = console.Profile.Out.Writer;
        output.WriteLine(reply.Place);
        foreach (var finding in reply.Findings)
        {
            output.WriteLine($"{finding.Level.PadRight(LevelWidth)}{finding.Check.PadRight(CheckWidth)}{finding.Found}");
            if (finding.Mend is { } mend) output.WriteLine($"{"".PadRight(LevelWidth + CheckWidth)}-> {mend}");
        }

        var (problems, warnings) = (Count(reply, "problem"), Count(reply, "warning"));
        output.WriteLine((problems, warnings) switch
        {
            (0, 0) => "nothing is wrong",
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"nothing is wrong; warnings: {warnings}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"problems: {problems}; warnings: {warnings}"),
        });
    }

    private static int Count(DoctorReply reply, string level) => reply.Findings.Count(finding => finding.Level == level);
}

/// <summary>What the doctor found.</summary>
/// <param name="Healthy">No finding is a problem.</param>
/// <param name="Place">What was examined.</param>
/// <param name="Findings">One or more of each check, in the order they were made.</param>
internal sealed record DoctorReply(bool Healthy, string Place, IReadOnlyList<DoctorFinding> Findings);

/// <summary>One finding.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Level">ok, warning or problem.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">How to mend it; left out where nothing is to be done.</param>
internal sealed record DoctorFinding(
    string Check, string Level, string Found,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mend)
{
    public static DoctorFinding Of(Finding finding) => new(
        finding.Check, finding.Level.ToString().ToLowerInvariant(), finding.Found, finding.Mend);
}
