using System.CommandLine;

namespace Docket.Host.Commands;

/// <summary>Options that every verb knows. Each takes its default from <see cref="Settings"/>.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "Directory of the embedded store (DOCKET_DATA; default ./data)",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => Settings.Find("data") ?? "./data",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on standard output and nothing else there",
        Recursive = true,
    };

    /// <summary>Only on verbs that open the journal. It has no default value, because help would print one, with the
    /// password in it; <see cref="VerbContext"/> asks <see cref="Settings"/>.</summary>
    public static readonly Option<string?> Postgres = new("--postgres")
    {
        Description =
            "Keep the journal and the views in this PostgreSQL database (DOCKET_POSTGRES)",
        HelpName = "CONN",
        Recursive = true,
    };

    /// <summary>Where views are kept; each may be set apart (<c>DOCKET_VIEW_REVENUE</c> and its like).</summary>
    public static readonly Option<string?> Views = new("--views")
    {
        Description =
            "With --postgres: keep views in the database (postgres) or in --data (local) (DOCKET_VIEWS; default postgres)",
        HelpName = "WHERE",
        Recursive = true,
        DefaultValueFactory = _ => Settings.Find("views"),
    };

    /// <summary>Without a default value, for the reason that <see cref="Postgres"/> has none.</summary>
    public static readonly Option<string?> Redis = new("--redis")
    {
        Description =
            "The Redis for views that are kept there: DOCKET_VIEW_ORDER_SUMMARY=redis (DOCKET_REDIS)",
        HelpName = "HOST:PORT",
        Recursive = true,
    };

    /// <summary>Where views' events come from.</summary>
    public static readonly Option<string?> Feed = new("--feed")
    {
        Description =
            "With --postgres: feed views by reading the journal (journal), from logical decoding (logical) or, in "
            + "serve, from --kafka (kafka) (DOCKET_FEED; default journal)",
        HelpName = "FEED",
        Recursive = true,
        DefaultValueFactory = _ => Settings.Find("feed"),
    };

    /// <summary>Only on verbs that talk to brokers.</summary>
    public static readonly Option<string?> Kafka = new("--kafka")
    {
        Description = "Kafka brokers, divided by commas, for --publish kafka and --feed kafka (DOCKET_KAFKA)",
        HelpName = "HOST:PORT",
    };

    /// <summary>Only on verbs that talk to brokers.</summary>
    public static readonly Option<string?> KafkaConfig = new("--kafka-config")
    {
        Description = "File of settings for the Kafka client, name=value a line, such as security.protocol "
            + "(DOCKET_KAFKA_CONFIG)",
        HelpName = "FILE",
    };

    /// <summary>Only on verbs that look at a standby. No default value, for the same reason.</summary>
    public static readonly Option<string?> Replica = new("--replica")
    {
        Description = "A streaming standby of the database, to read from (DOCKET_REPLICA)",
        HelpName = "CONN",
    };

    /// <summary>Only on verbs that may ask a running service.</summary>
    public static Option<string?> Url() => new("--url")
    {
        Description = "Ask the service at this address (DOCKET_URL; default: the one that runs on --data)",
        HelpName = "URL",
        DefaultValueFactory = _ => Settings.Find("url"),
    };

    /// <summary>Only on verbs that may ask a running service.</summary>
    public static Option<string?> Key() => new("--key")
    {
        Description = "API key for the service (DOCKET_KEY)",
        HelpName = "KEY",
        DefaultValueFactory = _ => Settings.Find("key"),
    };
}
