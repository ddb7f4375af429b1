using System.CommandLine;
using Docket.Host.Composition;
using Docket.Host.Composition.Stores;
using Docket.Host.Demo;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary><c>docket demo</c>: one order's life, step by step, through the real services.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Walk through one order's life, step by step, on the real journal and views")
        {
            GlobalOptions.Postgres,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(VerbContext.OfLocal(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, CancellationToken cancellationToken)
    {
        await using var docket = await EmbeddedDocket.OpenAsync(
            verb.Place, ViewUse.KeptOrInMemory, cancellationToken);
        await docket.StartViewsAsync(cancellationToken);
        var steps = new List<DemoStep>();
        await foreach (var step in new Scenario(docket, TimeProvider.System).RunAsync(cancellationToken))
        {
            steps.Add(step);
            if (verb.Terminal.IsJson) continue;
            Console.Out.WriteLine($"[{steps.Count}] {step.Title}");
            foreach (var line in step.Lines) Console.Out.WriteLine($"    {line}");
        }

        if (verb.Terminal.IsJson) verb.Terminal.Show(new DemoReply(steps), HostJson.Plain.DemoReply, (_, _) => { });
        return ExitCode.Done;
    }
}

/// <summary>What the demo did.</summary>
internal sealed record DemoReply(IReadOnlyList<DemoStep> Steps);
