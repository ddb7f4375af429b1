using Docket.Host.Output;
using Docket.ReadModels;

namespace Docket.Host.Composition.Stores;

/// <summary>Where each view is kept, and where its events come from, when the journal lies in PostgreSQL.</summary>
/// <param name="InTables">The views that lie in the database and are shared; the others are each process's own.</param>
/// <param name="FromChanges">Whether events come from logical decoding rather than by reading the journal.</param>
internal sealed record ViewChoice(IReadOnlySet<string> InTables, bool FromChanges)
{
    private const string Tables = "postgres";
    private const string Local = "local";

    /// <summary>Every view in the database, fed from the journal.</summary>
    public static ViewChoice Default { get; } = new(ViewNames.All.ToHashSet(StringComparer.Ordinal), false);

    /// <summary>Whether a view is in each process's own directory.</summary>
    public bool HasLocal => InTables.Count < ViewNames.All.Count;

    /// <summary>Whether a view is shared.</summary>
    public bool HasShared => InTables.Count > 0;

    /// <summary>What settings say.</summary>
    /// <param name="find">A setting by its name, or null: <c>views</c>, <c>view_order_summary</c> and the like, <c>feed</c>.</param>
    /// <exception cref="UsageException">One of them is no choice.</exception>
    public static ViewChoice Of(Func<string, string?> find)
    {
        var all = Parse("views", find("views") ?? Tables);
        var inTables = ViewNames.All.Where(view => SettingOf(view) is var name && find(name) is { } one
            ? Parse(name, one)
            : all);
        return new ViewChoice(inTables.ToHashSet(StringComparer.Ordinal), FeedOf(find("feed") ?? "journal"));
    }

    private static string SettingOf(string view) => "view_" + view.Replace('-', '_');

    private static bool Parse(string setting, string value) => value switch
    {
        Tables => true,
        Local => false,
        _ => throw new UsageException($"The setting {setting} wants {Tables} or {Local}; '{value}' is neither."),
    };

    private static bool FeedOf(string value) => value switch
    {
        "journal" => false,
        "logical" => true,
        _ => throw new UsageException($"The setting feed wants journal or logical; '{value}' is neither."),
    };
}
