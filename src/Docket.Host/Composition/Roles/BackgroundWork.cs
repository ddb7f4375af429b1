using Docket.Host.Composition.Stores;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Roles;

/// <summary>All background work of one process: started in order, ended in the reverse one.</summary>
internal sealed class BackgroundWork(IReadOnlyList<IBackgroundWork> works) : IAsyncDisposable
{
    /// <summary>Every kind there is. A role is served where one of these fits.</summary>
    public static IReadOnlyList<IBackgroundOffer> Offers { get; } = [];

    /// <summary>The roles that have work on a journal in this place.</summary>
    public static ServiceRoles RolesWithWork(JournalPlace place) =>
        OffersFor(place, ServiceRoles.All).Aggregate(ServiceRoles.None, (roles, offer) => roles | offer.Role);

    /// <summary>Makes and starts what these roles do.</summary>
    public static async Task<BackgroundWork> StartAsync(
        ServiceRoles roles, JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var works = new BackgroundWork([.. OffersFor(place, roles).Select(offer => offer.Make(place, docket, loggers))]);
        await works.StartAsync(cancellationToken);
        return works;
    }

    /// <summary>What stands still, each with its name; empty while all goes on.</summary>
    public IEnumerable<string> WhyItStands() =>
        from work in works
        let why = work.WhyItStands()
        where why is not null
        select $"The {work.Name} stands still: {why}";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var work in works) await work.StartAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var work in works.Reverse()) await work.DisposeAsync();
    }

    private static IEnumerable<IBackgroundOffer> OffersFor(JournalPlace place, ServiceRoles roles) =>
        Offers.Where(offer => roles.HasFlag(offer.Role) && offer.Fits(place));
}
