using Docket.Host.Output;
using Docket.ReadModels;

namespace Docket.Host.Composition.Stores;

/// <summary>An engine that a view lies in, other than the journal's.</summary>
/// <param name="Engine">Which.</param>
/// <param name="Address">Where it answers.</param>
internal sealed record EnginePlace(string Engine, Uri Address)
{
    /// <summary>The reports' engine.</summary>
    public const string ClickHouse = "clickhouse";

    /// <summary>The searches' engine.</summary>
    public const string Elasticsearch = "elasticsearch";

    /// <summary>The engine that a view may lie in; null where there is none of its own.</summary>
    public static string? EngineOf(string view) => view switch
    {
        ViewNames.Revenue or ViewNames.ProductSales => ClickHouse,
        ViewNames.CustomerHistory => Elasticsearch,
        _ => null,
    };

    /// <summary>What settings say: the views that are set to their engine, with <c>clickhouse</c> and
    /// <c>elasticsearch</c>
    /// as addresses.</summary>
    /// <param name="chosen">What is set for a view.</param>
    /// <param name="find">A setting by its name.</param>
    /// <exception cref="UsageException">The address is missing, or none.</exception>
    public static IReadOnlyDictionary<string, EnginePlace> Of(
        Func<string, string?> chosen, Func<string, string?> find) =>
        ViewNames.All.Where(view => EngineOf(view) is { } engine && chosen(view) == engine)
            .ToDictionary(view => view, view => At(EngineOf(view)!, find), StringComparer.Ordinal);

    // The address may hold a password, so a wrong one is not repeated.
    private static EnginePlace At(string engine, Func<string, string?> find) =>
        Uri.TryCreate(find(engine), UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? new EnginePlace(engine, address)
            : throw new UsageException(
                $"The setting {engine} wants the address of its HTTP interface, such as http://127.0.0.1:8123.");
}
