using Docket.Host.Composition.Replicas;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Journal.Postgres;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition;

/// <summary>What stands behind the service's door: the journal with its views, the standby, the background work.</summary>
internal sealed class ServiceParts : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _opened = [];

    private ServiceParts(EmbeddedDocket docket)
    {
        Docket = docket;
        _opened.Push(docket);
    }

    public EmbeddedDocket Docket { get; }

    /// <summary>Null where no read comes from a standby.</summary>
    public ReadReplica? Replica { get; private set; }

    public BackgroundWork Work { get; private set; } = new([]);

    /// <summary>Opens what these roles need.</summary>
    public static async Task<ServiceParts> OpenAsync(
        JournalPlace place, ServeOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var views = options.Roles.ViewsIn(place);
        var parts = new ServiceParts(await EmbeddedDocket.OpenAsync(place, views, loggers, cancellationToken));
        try
        {
            if (views != ViewUse.None) await parts.Docket.StartAvailableViewsAsync(cancellationToken);
            if (options.Replica is { } replica) await parts.FollowAsync(replica, loggers, cancellationToken);
            parts.Work = await BackgroundWork.StartAsync(
                options, place, parts.Docket, loggers, cancellationToken);
            parts._opened.Push(parts.Work);
            return parts;
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes in the reverse order: what was opened last reads what was opened before.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_opened.TryPop(out var part)) await part.DisposeAsync();
    }

    private async Task FollowAsync(ReplicaOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        Replica = new ReadReplica(
            options, (PostgresEventStore)Docket.Journal, TimeProvider.System, loggers.CreateLogger("Docket.Replica"));
        _opened.Push(Replica);
        await Replica.StartAsync(cancellationToken);
    }
}
