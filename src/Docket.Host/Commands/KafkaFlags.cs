using System.CommandLine;
using Docket.Host.Composition.Kafka;
using Docket.Host.Composition.Publishing;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Kafka.Topics;

namespace Docket.Host.Commands;

/// <summary>The options that say where Kafka is, and what follows from them for a service.</summary>
internal static class KafkaFlags
{
    public static void AddTo(Command command)
    {
        command.Options.Add(GlobalOptions.Kafka);
        command.Options.Add(GlobalOptions.KafkaConfig);
    }

    /// <summary>The brokers that were named; null where none were.</summary>
    /// <exception cref="UsageException">They are not as they must be.</exception>
    public static Brokers? Read(ParseResult parsed) => BrokerSettings.Read(name => name switch
    {
        "kafka" => parsed.GetValue(GlobalOptions.Kafka) ?? Settings.Find(name),
        "kafka_config" => parsed.GetValue(GlobalOptions.KafkaConfig) ?? Settings.Find(name),
        _ => Settings.Find(name),
    });

    /// <summary>The place, with the brokers that its views are fed from.</summary>
    /// <exception cref="UsageException">They are to be fed from there, and it makes no sense here.</exception>
    public static JournalPlace Feed(JournalPlace place, Brokers? brokers, ViewChoice views) => place switch
    {
        _ when views.Feed != FeedSource.Kafka => place,
        PostgresPlace postgres => postgres with
        {
            Brokers = brokers ?? throw new UsageException(
                "--feed kafka: from which brokers? --kafka or DOCKET_KAFKA names them."),
        },
        _ => throw new UsageException(
            "--feed kafka goes with --postgres: the views of a data directory are fed from its journal."),
    };

    /// <summary>The work that comes with the brokers: writing the journal's topic where views are fed from it.</summary>
    public static IReadOnlyList<IBackgroundOffer> Offers(JournalPlace place) =>
        place is PostgresPlace { Brokers: { } brokers } ? [new JournalTopicOffer(brokers)] : [];

    /// <summary>Watching the brokers, where these roles use them; goes before all other work.</summary>
    public static IReadOnlyList<IBackgroundOffer> Watch(
        Brokers? brokers, JournalPlace place, ServiceRoles roles, RelaySettings? relay)
    {
        if (brokers is null) return [];
        var relays = roles.HasFlag(ServiceRoles.Relay);
        List<TopicPlan> topics = [];
        if (relays && relay is { Target.IsKafka: true }) topics.Add(brokers.PublicTopic);
        if (place is PostgresPlace { Brokers: not null } postgres && (relays || Feeds(postgres, roles)))
            topics.Add(brokers.JournalTopic);
        return topics.Count == 0 ? [] : [new BrokerOffer(brokers, topics)];
    }

    private static bool Feeds(PostgresPlace place, ServiceRoles roles) => roles.ViewsIn(place) switch
    {
        ViewUse.None => false,
        ViewUse.Followed => place.Views.HasLocal,
        _ => true,
    };
}
