using System.CommandLine;
using Docket.Application.Wire;
using Docket.Host.Commands.Verifying;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Commands;

/// <summary><c>docket verify</c>: reads the whole journal, and holds every view against it; a service may run
/// meanwhile.</summary>
internal static class VerifyCommand
{
    private const int KeysMax = 10;

    public static Command Create()
    {
        var repair = new Option<bool>("--repair")
        {
            Description = "Put right the keys that differ, and only those; the running service does it, where one runs",
        };
        var command = new Command("verify", "Read the whole journal, and hold every view against it")
        {
            repair, GlobalOptions.Url(), GlobalOptions.Key(), GlobalOptions.Postgres,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(VerbContext.Of(parsed), parsed.GetValue(repair), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, bool repair, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var reply = await ReadAsync(verb.Place, cancellationToken);
        if (repair && reply is { Problems: [], Clean: false })
            reply = await RepairAsync(verb, reply, cancellationToken);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        reply = reply with { Seconds = Math.Round(seconds, 3) };
        verb.Terminal.Show(reply, HostJson.Plain.VerifyReply, VerifyTable.Draw);
        return reply.Clean ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<VerifyReply> ReadAsync(JournalPlace place, CancellationToken cancellationToken)
    {
        try
        {
            await using var opened = await place.OpenToReadAsync(cancellationToken);
            var report = await opened.VerifyAsync(cancellationToken);

            // Views over a damaged journal would only repeat what is wrong with it.
            var views = report.Problems.Count > 0 ? [] : await CompareAsync(opened, cancellationToken);
            return VerifyReply.Of(opened.Journal.Head.Value, report, views);
        }
        catch (JournalCorruptException damage)
        {
            return VerifyReply.Unreadable(damage.Message);
        }
    }

    private static async Task<VerifyReply> RepairAsync(
        VerbContext verb, VerifyReply before, CancellationToken cancellationToken)
    {
        List<string> wrong = [.. before.Views.Where(view => view.Problem is not null).Select(view => view.Name)];
        var repairs = await ViewRepairs.RunAsync(verb, wrong, cancellationToken);
        await using var opened = await verb.Place.OpenToReadAsync(cancellationToken);
        var after = await CompareAsync(opened, cancellationToken);
        return before.With(opened.Journal.Head.Value, after, repairs);
    }

    private static async Task<IReadOnlyList<VerifiedView>> CompareAsync(
        JournalToRead opened, CancellationToken cancellationToken)
    {
        await using var views = DocketViews.Create(
            opened.Journal, DocketCodec.Create(), opened.Views, opened.EngineOf,
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
        var findings = await views.VerifyAsync(KeysMax, cancellationToken);
        return [.. views.Names.Select(name =>
            VerifiedView.Of(name, findings.FirstOrDefault(found => found.View == name)))];
    }
}
