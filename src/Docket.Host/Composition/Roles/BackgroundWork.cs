using Docket.Host.Composition.Stores;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Roles;

/// <summary>All background work of one process: started in order, ended in the reverse one.</summary>
internal sealed class BackgroundWork(IReadOnlyList<IBackgroundWork> works) : IAsyncDisposable
{
    /// <summary>Makes and starts what is offered for these roles and fits the place.</summary>
    public static async Task<BackgroundWork> StartAsync(
        ServeOptions options, JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var wanted = options.Offers.Where(offer => options.Roles.HasFlag(offer.Role) && offer.Fits(place));
        var works = new BackgroundWork([.. wanted.Select(offer => offer.Make(place, docket, loggers))]);
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
}
