using System.Security.Cryptography;
using System.Text;
using Docket.Journal.ClickHouse;
using Docket.Journal.ClickHouse.Views;
using Docket.Journal.Elasticsearch;
using Docket.Journal.Elasticsearch.Views;
using Docket.ReadModels;
using Docket.ReadModels.ClickHouse;
using Docket.ReadModels.Elasticsearch;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Stores;

/// <summary>The engines that views lie in beside the journal's own. They connect when the first view in them is
/// opened.</summary>
internal sealed class ViewEngines : IAsyncDisposable
{
    private readonly Dictionary<string, IViewEngine> _engines = new(StringComparer.Ordinal);
    private readonly List<IAsyncDisposable> _sessions = [];

    /// <summary>Prepares those that are wanted.</summary>
    /// <param name="places">Which view lies where.</param>
    /// <param name="journal">The journal's identity: views of one journal are wrong for every other one.</param>
    /// <param name="leases">Who applies a view; null where only this process can, or this one never does.</param>
    /// <param name="applies">Whether this process may.</param>
    /// <param name="logger">Hears of views that were lost.</param>
    public ViewEngines(
        IReadOnlyDictionary<string, EnginePlace> places, string journal, PostgresViewLeases? leases, bool applies,
        ILogger logger)
    {
        foreach (var place in places.Values.Distinct())
        {
            IViewEngine engine = place.Engine == EnginePlace.ClickHouse
                ? ClickHouse(place.Address, journal, (leases, applies), logger)
                : Elasticsearch(place.Address, journal, (leases, applies), logger);
            foreach (var view in places.Where(one => one.Value == place).Select(one => one.Key)) _engines[view] = engine;
        }

        if (leases is not null) _sessions.Add(leases);
    }

    /// <summary>The engine of a view; null where it lies with the journal, or in this process.</summary>
    public IViewEngine? Find(string view) => _engines.GetValueOrDefault(view);

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions) await session.DisposeAsync();
    }

    private ClickHouseViews ClickHouse(
        Uri address, string journal, (PostgresViewLeases? Leases, bool Applies) who, ILogger logger)
    {
        var user = Uri.UnescapeDataString(address.UserInfo).Split(':', 2);
        var options = new ClickHouseOptions
        {
            Address = new UriBuilder(address) { UserName = "", Password = "" }.Uri,
            Database = "docket_" + ShortName(journal),
            User = user[0].Length > 0 ? user[0] : "default",
            Password = user.Length > 1 ? user[1] : null,
            Applies = who.Applies,
        };
        var storage = new ClickHouseViewStorage(
            options, ClickHouseViews.Tables, who.Leases?.Leases, TimeProvider.System, logger);
        _sessions.Add(storage);
        return new ClickHouseViews(storage);
    }

    private ElasticsearchViews Elasticsearch(
        Uri address, string journal, (PostgresViewLeases? Leases, bool Applies) who, ILogger logger)
    {
        var options = new ElasticsearchOptions
        {
            Address = address,
            Prefix = "docket-" + ShortName(journal),
            Applies = who.Applies,
        };
        var storage = new ElasticsearchViewStorage(
            options, ElasticsearchViews.Documents, who.Leases?.Leases, TimeProvider.System, logger);
        _sessions.Add(storage);
        return new ElasticsearchViews(storage);
    }

    private static string ShortName(string journal) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(journal)).AsSpan(0, 8));
}
