using System.CommandLine;
using Docket.Host.Composition;
using Docket.Host.Composition.Simulated;
using Docket.Host.Output;
using Docket.Participants.Signing;
using Docket.Participants.Simulators;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket participants</c>: services to try checkouts with, which fail as they are told.</summary>
internal static class ParticipantsCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description =
                "This machine's addresses to listen on, divided by ; "
                + "(default http://127.0.0.1:8090; port 0 takes a free one)",
            HelpName = "URLS",
            DefaultValueFactory = _ => "http://127.0.0.1:8090",
        };
        var secret = ParticipantFlags.SecretOption();
        var command = new Command("participants", "Serve a simulated payment service and carrier until Ctrl-C")
        {
            urls, secret,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var addresses = ServeOptions.LocalAddresses(parsed.GetValue(urls)!);
            var terminal = new Terminal(parsed.GetValue(GlobalOptions.Json));
            var directory = Path.Combine(
                DataDirectory.Of(parsed.GetValue(GlobalOptions.Data)!).Path, "participants");
            return RunAsync(addresses, directory, SecretFile.Read(parsed.GetValue(secret)), terminal, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> urls, string directory, SharedSecrets secrets, Terminal terminal, CancellationToken stopping)
    {
        await using var service = await SimulatorService.StartAsync(urls, directory, secrets, stopping);
        var serving = new ParticipantsReply(
            service.Url, Environment.ProcessId, directory,
            Simulation.All.Keys.ToDictionary(name => name, name => $"{service.Url}/{name}"));
        terminal.Show(serving, HostJson.Plain.ParticipantsReply, Draw);
        await Console.Out.FlushAsync(CancellationToken.None);
        await service.WaitForEndAsync(stopping);
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, ParticipantsReply serving)
    {
        var output = console.Profile.Out.Writer;
        foreach (var (name, url) in serving.Participants) output.WriteLine($"{name} at {url}");
        output.WriteLine($"  what they did: {serving.Url}/effects, kept under {serving.Directory}");
        output.WriteLine($"  how they fail: PUT {serving.Url}/faults/payments; Ctrl-C stops them");
    }
}

/// <summary>What the simulators say once they can be asked.</summary>
/// <param name="Url">Where.</param>
/// <param name="Pid">Their process.</param>
/// <param name="Directory">Where they keep what they did.</param>
/// <param name="Participants">The address of each.</param>
internal sealed record ParticipantsReply(
    string Url, int Pid, string Directory, IReadOnlyDictionary<string, string> Participants);
