using System.CommandLine;
using Docket.Host.Bench;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary><c>docket bench</c>: this machine's figures.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each measurement takes (default 3)",
            HelpName = "N",
            DefaultValueFactory = _ => 3,
        };
        var only = new Option<string?>("--only")
        {
            Description = "append, replay, lag, http, checkout or waiting (default: all but waiting)",
            HelpName = "PART",
        };
        var events = new Option<int>("--events")
        {
            Description = "Events of the replay (default 1,000,000)",
            HelpName = "N",
            DefaultValueFactory = _ => 1_000_000,
        };
        var connections = new Option<int>("--connections")
        {
            Description = "Keep-alive connections of the HTTP load, each with one request under way (default 128)",
            HelpName = "N",
            DefaultValueFactory = _ => 128,
        };
        var instances = new Option<int>("--instances")
        {
            Description = "Checkouts that wait, for --only waiting (default 1,000,000)",
            HelpName = "N",
            DefaultValueFactory = _ => 1_000_000,
        };
        var command = new Command(
            "bench", "Measure this machine: appends, replay, lag, HTTP and checkouts, beside references")
        {
            seconds, only, events, connections, instances,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.OfLocal(parsed),
            BenchOptions.Of(
                parsed.GetValue(seconds), parsed.GetValue(only), parsed.GetValue(events), parsed.GetValue(connections),
                parsed.GetValue(instances)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, BenchOptions options, CancellationToken cancellationToken)
    {
        // Beside the data, so that the disk measured is the one that will be used; and gone afterwards.
        using var place = BenchDirectory.Under(verb.Data.Path);
        var reply = new BenchReply(
            Environment.ProcessorCount,
            options.Wants("append") ? await AppendBench.RunAsync(place, options, cancellationToken) : null,
            options.Wants("replay") ? await ReplayBench.RunAsync(place, options, cancellationToken) : null,
            options.Wants("lag") ? await LagBench.RunAsync(place, options, cancellationToken) : null,
            options.Wants("http") ? await HttpBench.RunAsync(place, options, cancellationToken) : null,
            options.Wants("checkout") ? await CheckoutBench.RunAsync(place, options, cancellationToken) : null,
            options.WantsWaiting ? await WaitingBench.RunAsync(place, options, cancellationToken) : null);
        verb.Terminal.Show(reply, HostJson.Plain.BenchReply, BenchTables.Draw);
        return ExitCode.Done;
    }
}
