using System.CommandLine;
using System.Globalization;
using Docket.Host.Composition;
using Docket.Host.Composition.Publishing;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket serve</c>: the service.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description =
                "Addresses to listen on, divided by ; (DOCKET_URLS; default http://127.0.0.1:8080; "
                + "port 0 takes a free one)",
            HelpName = "URLS",
            DefaultValueFactory = _ => Settings.Find("urls") ?? "http://127.0.0.1:8080",
        };
        var keys = new Option<string?>("--keys")
        {
            Description =
                "File with the API keys' hashes (DOCKET_KEYS); without keys the service is open, on this machine only",
            HelpName = "FILE",
            DefaultValueFactory = _ => Settings.Find("keys"),
        };
        var requestsMax = new Option<int>("--requests-max")
        {
            Description = "Requests under way at once; one more is answered 429 (DOCKET_REQUESTS_MAX)",
            HelpName = "N",
            DefaultValueFactory = _ => RequestsMaxUnlessTyped(),
        };
        var migrate = new Option<bool>("--migrate")
        {
            Description = "With --postgres: bring the schema up to date first, as `docket db migrate` does",
        };
        var role = new Option<string>("--role")
        {
            Description =
                "With --postgres: what this process does, of command, query, relay, projector, saga, "
                + "divided by commas (DOCKET_ROLE; default all)",
            HelpName = "ROLES",
            DefaultValueFactory = _ => Settings.Find("role") ?? RoleText.Everything,
        };
        var project = new Option<string?>("--project")
        {
            Description =
                "With --role projector: the views that this process may apply, divided by commas (DOCKET_PROJECT; "
                + "default all)",
            HelpName = "VIEWS",
            DefaultValueFactory = _ => Settings.Find("project"),
        };
        var command = new Command("serve", "Run the service until Ctrl-C")
        {
            urls, keys, requestsMax, role, project, migrate, GlobalOptions.Postgres,
        };
        var replica = new ReplicaFlags();
        replica.AddTo(command);
        var relay = new RelayFlags();
        relay.AddTo(command);
        KafkaFlags.AddTo(command);
        var participants = new ParticipantFlags();
        participants.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var verb = VerbContext.OfLocal(parsed);
            var brokers = KafkaFlags.Read(parsed);
            verb = verb with { Place = KafkaFlags.Feed(verb.Place, brokers, VerbContext.Views(parsed)) };
            var relaying = relay.Read(parsed, verb.Place, brokers);
            IReadOnlyList<IBackgroundOffer> offers =
            [
                .. KafkaFlags.Offers(verb.Place), .. relaying is null ? [] : (RelayOffer[])[new RelayOffer(relaying)],
                .. participants.Read(parsed),
            ];
            var roles = RoleText.Check(RoleText.Parse(parsed.GetValue(role)!), verb.Place, offers);
            verb = verb with
            {
                Place = AppliedViews.In(verb.Place, parsed.GetValue(project), roles.HasFlag(ServiceRoles.Query)),
            };
            var options = ServeOptions.Of(parsed.GetValue(urls)!, parsed.GetValue(keys), parsed.GetValue(requestsMax)) with
            {
                Roles = roles,
                Offers = [.. KafkaFlags.Watch(brokers, verb.Place, roles, relaying), .. offers],
                Replica = replica.Read(parsed, verb.Data, verb.Place, roles),
            };
            return RunAsync(verb, options, parsed.GetValue(migrate), cancellationToken);
        });
        return command;
    }

    private static int RequestsMaxUnlessTyped() => Settings.Find("requests_max") switch
    {
        null => new Api.ApiOptions().RequestsMax,
        var set when int.TryParse(set, NumberStyles.None, CultureInfo.InvariantCulture, out var most) => most,
        var set => throw new UsageException($"DOCKET_REQUESTS_MAX wants a whole number from 1; '{set}' is none."),
    };

    private static async Task<int> RunAsync(
        VerbContext verb, ServeOptions options, bool migrate, CancellationToken stopping)
    {
        if (migrate)
            await DbCommand.ApplyAsync(
                verb.Place as PostgresPlace ?? throw new UsageException("--migrate goes with --postgres."), stopping);
        await using var service = await Service.StartAsync(verb.Place, options, stopping);
        var serving = new ServingReply(
            service.Url, Environment.ProcessId, verb.Data.Path, verb.Place.Name, service.Head, service.Roles.Names());
        verb.Terminal.Show(serving, HostJson.Plain.ServingReply, Draw);
        await Console.Out.FlushAsync(CancellationToken.None);
        await service.WaitForEndAsync(stopping);
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, ServingReply serving)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine($"docket serves {serving.Url}");
        var place = (serving.Journal == serving.Data, serving.Roles.Contains("query")) switch
        {
            (true, _) => $"data {serving.Data}",
            (_, true) => $"journal in {serving.Journal}, views under {serving.Data}",
            _ => $"journal in {serving.Journal}",
        };
        output.WriteLine($"  roles: {string.Join(", ", serving.Roles)}");
        output.WriteLine($"  {place}, {Figures.Count(serving.Head)} events; Ctrl-C stops it");
        output.WriteLine($"  {serving.Url}/openapi/v1.json describes the API");
    }
}

/// <summary>What a service says once it can be asked.</summary>
/// <param name="Url">Where.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Data">Its data directory.</param>
/// <param name="Journal">Where its journal lies.</param>
/// <param name="Head">The journal's newest event.</param>
/// <param name="Roles">What it does.</param>
internal sealed record ServingReply(
    string Url, int Pid, string Data, string Journal, long Head, IReadOnlyList<string> Roles);
