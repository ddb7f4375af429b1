using Docket.Host.Output;
using Docket.ReadModels;

namespace Docket.Host.Composition.Stores;

/// <summary>Where each view is kept, and where its events come from, when the journal lies in PostgreSQL.</summary>
/// <param name="InTables">The views that lie in the database and are shared; the others are each process's
/// own.</param>
/// <param name="FromChanges">Whether events come from logical decoding rather than by reading the journal.</param>
internal sealed record ViewChoice(IReadOnlySet<string> InTables, bool FromChanges)
{
    private const string Tables = "postgres";
    private const string Local = "local";
    private const string Redis = "redis";

    /// <summary>Every view in the database, fed from the journal.</summary>
    public static ViewChoice Default { get; } = new(ViewNames.All.ToHashSet(StringComparer.Ordinal), false);

    /// <summary>Whether a view is in each process's own directory.</summary>
    public bool HasLocal => InTables.Count + InRedis.Count < ViewNames.All.Count;

    /// <summary>The views that lie in Redis, and are shared too. Where the journal lies in files, they are the only
    /// ones that lie elsewhere.</summary>
    public IReadOnlySet<string> InRedis { get; init; } = new HashSet<string>();

    /// <summary>The Redis they lie in; null where none does.</summary>
    public string? RedisServer { get; init; }

    /// <summary>Whether a view is shared.</summary>
    public bool HasShared => InTables.Count + InRedis.Count > 0;

    /// <summary>What settings say.</summary>
    /// <param name="find">A setting by its name, or null: <c>views</c>, <c>view_order_summary</c> and the like,
    /// <c>feed</c>.</param>
    /// <exception cref="UsageException">One of them is no choice.</exception>
    public static ViewChoice Of(Func<string, string?> find)
    {
        var all = Parse("views", find("views") ?? Tables);
        var places = ViewNames.All.ToDictionary(
            view => view,
            view => SettingOf(view) is var name && find(name) is { } one ? Parse(name, one) : all,
            StringComparer.Ordinal);
        return new ViewChoice(In(Tables, places), FeedOf(find("feed") ?? "journal"))
        {
            InRedis = In(Redis, places),
            RedisServer = places.ContainsValue(Redis) ? RedisOf(places, find("redis")) : null,
        };
    }

    private static HashSet<string> In(string place, Dictionary<string, string> places) =>
        places.Where(view => view.Value == place).Select(view => view.Key).ToHashSet(StringComparer.Ordinal);

    private static string RedisOf(Dictionary<string, string> places, string? server)
    {
        if (places.FirstOrDefault(view => view.Value == Redis && view.Key != ViewNames.OrderSummary).Key is { } other)
            throw new UsageException(
                $"Redis keeps {ViewNames.OrderSummary} only, and {other} is to be kept there; set view_order_summary alone.");
        return server ?? throw new UsageException(
            $"{ViewNames.OrderSummary} is to be kept in Redis; say in which one, such as --redis 127.0.0.1:6379.");
    }

    private static string SettingOf(string view) => "view_" + view.Replace('-', '_');

    private static string Parse(string setting, string value) => value is Tables or Local or Redis
        ? value
        : throw new UsageException($"The setting {setting} wants {Tables}, {Local} or {Redis}; '{value}' is none of them.");

    private static bool FeedOf(string value) => value switch
    {
        "journal" => false,
        "logical" => true,
        _ => throw new UsageException($"The setting feed wants journal or logical; '{value}' is neither."),
    };
}
