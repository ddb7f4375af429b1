using Docket.Host.Output;
using Docket.ReadModels;

namespace Docket.Host.Composition.Stores;

/// <summary>Where each view is kept, and where its events come from, when the journal lies in PostgreSQL.</summary>
/// <param name="InTables">The views that lie in the database and are shared; the others are each process's
/// own.</param>
/// <param name="Feed">Where events come from.</param>
internal sealed record ViewChoice(IReadOnlySet<string> InTables, FeedSource Feed)
{
    private const string Tables = "postgres";
    private const string Local = "local";
    private const string Redis = "redis";

    /// <summary>The views that lie in an engine of their own, whatever the journal lies in, with where that is.</summary>
    public IReadOnlyDictionary<string, EnginePlace> Elsewhere { get; init; } = new Dictionary<string, EnginePlace>();

    /// <summary>Every view in the database, fed from the journal.</summary>
    public static ViewChoice Default { get; } = new(ViewNames.All.ToHashSet(StringComparer.Ordinal), FeedSource.Journal);

    /// <summary>Whether a view is in each process's own directory.</summary>
    public bool HasLocal => InTables.Count + Elsewhere.Count + InRedis.Count < ViewNames.All.Count;

    /// <summary>The views that lie in Redis, and are shared too. Where the journal lies in files, they are the only
    /// ones that lie elsewhere.</summary>
    public IReadOnlySet<string> InRedis { get; init; } = new HashSet<string>();

    /// <summary>The Redis they lie in; null where none does.</summary>
    public string? RedisServer { get; init; }

    /// <summary>Whether a view is shared.</summary>
    public bool HasShared => InTables.Count + Elsewhere.Count + InRedis.Count > 0;

    /// <summary>What settings say.</summary>
    /// <param name="find">A setting by its name, or null: <c>views</c>, <c>view_order_summary</c> and the like,
    /// <c>feed</c>.</param>
    /// <exception cref="UsageException">One of them is no choice.</exception>
    public static ViewChoice Of(Func<string, string?> find)
    {
        var all = Parse("views", find("views") ?? Tables);
        var elsewhere = EnginePlace.Of(view => find(SettingOf(view)), find);
        var places = ViewNames.All.Where(view => !elsewhere.ContainsKey(view)).ToDictionary(
            view => view,
            view => SettingOf(view) is var name && find(name) is { } one ? Parse(name, one, EngineOf(view)) : all,
            StringComparer.Ordinal);
        return new ViewChoice(In(Tables, places), FeedOf(find("feed") ?? "journal"))
        {
            Elsewhere = elsewhere,
            InRedis = In(Redis, places),
            RedisServer = places.ContainsValue(Redis) ? RedisOf(find("redis")) : null,
        };
    }

    private static HashSet<string> In(string place, Dictionary<string, string> places) =>
        places.Where(view => view.Value == place).Select(view => view.Key).ToHashSet(StringComparer.Ordinal);

    // The one engine of its own that a view may be kept in.
    private static string? EngineOf(string view) =>
        view == ViewNames.OrderSummary ? Redis : EnginePlace.EngineOf(view);

    private static string RedisOf(string? server) => server ?? throw new UsageException(
        $"{ViewNames.OrderSummary} is to be kept in Redis; say in which one, such as --redis 127.0.0.1:6379.");

    private static string SettingOf(string view) => "view_" + view.Replace('-', '_');

    private static string Parse(string setting, string value, string? engine = null) => value switch
    {
        Tables or Local => value,
        _ when value == engine => value,
        _ when engine is not null => throw new UsageException(
            $"The setting {setting} wants {Tables}, {Local} or {engine}; '{value}' is none of them."),
        _ => throw new UsageException($"The setting {setting} wants {Tables} or {Local}; '{value}' is neither."),
    };

    private static FeedSource FeedOf(string value) => value switch
    {
        "journal" => FeedSource.Journal,
        "logical" => FeedSource.Logical,
        "kafka" => FeedSource.Kafka,
        _ => throw new UsageException($"The setting feed wants journal, logical or kafka; '{value}' is none of them."),
    };
}

/// <summary>Where views' events come from.</summary>
internal enum FeedSource
{
    /// <summary>From reading the journal.</summary>
    Journal,

    /// <summary>From logical decoding.</summary>
    Logical,

    /// <summary>From the journal's topic, where a service runs; a verb reads the journal.</summary>
    Kafka,
}
