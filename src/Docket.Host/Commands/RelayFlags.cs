using System.CommandLine;
using Docket.Host.Composition.Kafka;
using Docket.Host.Composition.Publishing;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Postgres.Outbox;

namespace Docket.Host.Commands;

/// <summary>The options of <c>serve</c> that say where and how the outbox is published.</summary>
internal sealed class RelayFlags
{
    private readonly Option<string?> _publish = new("--publish")
    {
        Description = "With --postgres: publish the outbox there: kafka, or files such as file:./published "
            + "(DOCKET_PUBLISH; without it the outbox waits)",
        HelpName = "TARGET",
    };

    private readonly Option<string?> _relay = new("--relay")
    {
        Description = "How the relay finds what is new: polling, or cdc from the change stream (DOCKET_RELAY; "
            + "default polling)",
        HelpName = "ENGINE",
    };

    private readonly Option<string?> _lease = new("--relay-lease")
    {
        Description = "Seconds until another relay takes over from one that died (DOCKET_RELAY_LEASE; default 15)",
        HelpName = "SECONDS",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_publish, _relay, _lease]) command.Options.Add(option);
    }

    /// <summary>How the outbox is published; null where it is not.</summary>
    /// <exception cref="UsageException">It makes no sense here.</exception>
    public RelaySettings? Read(ParseResult parsed, JournalPlace place, Brokers? brokers)
    {
        var typed = parsed.GetValue(_publish);
        if ((typed ?? Settings.Find("publish")) is not { } target) return null;
        if (place is not PostgresPlace)
            return typed is null
                ? null
                : throw new UsageException("--publish goes with --postgres: a data directory keeps no outbox.");
        return new RelaySettings(
            PublishTarget.Parse(target, brokers),
            EngineOf(parsed.GetValue(_relay) ?? Settings.Find("relay") ?? "polling"),
            Options.Seconds("--relay-lease", parsed.GetValue(_lease) ?? Settings.Find("relay_lease") ?? "15"));
    }

    private static RelayEngine EngineOf(string text) => text switch
    {
        "polling" => RelayEngine.Polling,
        "cdc" => RelayEngine.Cdc,
        _ => throw new UsageException($"--relay wants polling or cdc; '{text}' is neither."),
    };
}
