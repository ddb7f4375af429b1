using Docket.Api;
using Docket.Api.Operations;
using Docket.Api.Replicas;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.ReadModels.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition;

/// <summary>The running service: the embedded Docket behind Kestrel, as far as its roles go.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ServiceParts _parts;
    private readonly ILoggerFactory _loggers;

    private Service(WebApplication web, ServiceParts parts, ILoggerFactory loggers) =>
        (_web, _parts, _loggers) = (web, parts, loggers);

    /// <summary>Where it really listens.</summary>
    public string Url => _web.Urls.First();

    /// <summary>What it does.</summary>
    public required ServiceRoles Roles { get; init; }

    public long Head => _parts.Docket.Journal.Head.Value;

    /// <summary>Opens the data, then the door: who gets through it is served.</summary>
    /// <exception cref="FailureException">The address cannot be had.</exception>
    /// <exception cref="UsageException">A role was asked for that nothing runs in.</exception>
    public static async Task<Service> StartAsync(JournalPlace place, ServeOptions options, CancellationToken stopping)
    {
        options = options with { Roles = RoleText.Check(options.Roles, place, options.Offers) };
        var loggers = LoggerFactory.Create(Logging.Configure);
        ServiceParts? parts = null;
        try
        {
            parts = await ServiceParts.OpenAsync(place, options, loggers, stopping);
            var web = Build(parts, options);
            await Listening.StartAsync(web, options.Urls, stopping);
            parts.Docket.Announce(web.Urls.First());
            return new Service(web, parts, loggers) { Roles = options.Roles };
        }
        catch
        {
            if (parts is not null) await parts.DisposeAsync();
            loggers.Dispose();
            throw;
        }
    }

    /// <summary>Serves until it is told to stop; then takes nothing new and finishes what it has taken.</summary>
    public Task WaitForEndAsync(CancellationToken stopping) => Listening.UntilAsync(_web, stopping);

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _parts.DisposeAsync();
        _loggers.Dispose();
    }

    private static WebApplication Build(ServiceParts parts, ServeOptions options)
    {
        var docket = parts.Docket;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Logging.Configure(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Limit);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, Listening.NoLifetime>();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(docket.Journal).AddSingleton(docket.Sagas);
        if (options.Roles.HasFlag(ServiceRoles.Command))
            builder.Services.AddSingleton(docket.Orders).AddSingleton(docket.Customers).AddSingleton(docket.Stock);
        if (options.Roles.HasFlag(ServiceRoles.Query)) AddQueries(builder.Services, docket);
        else builder.Services.AddSingleton<IViewOperations>(new NoViews());
        if (parts.Replica is { } replica) builder.Services.AddSingleton<IReadReplica>(replica);
        builder.Services.AddSingleton<IReadiness>(new Readiness(parts, options.Roles));
        builder.Services.AddDocketApi(options.Api, options.Keys);
        var web = builder.Build();
        web.UseDocketApi(options.Roles.Parts());
        return web;
    }

    private static void AddQueries(IServiceCollection services, EmbeddedDocket docket)
    {
        services.AddSingleton(docket.Views.OrderSummaries).AddSingleton(docket.Views.CustomerHistory);
        services.AddSingleton(docket.Views.Revenue).AddSingleton(docket.Views.ProductSales);
        services.AddSingleton(docket.Views.Analytics).AddSingleton(docket.Views.Operations);
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = ApiOptions.BodyBytesMax;
        // A body is read whole before it is parsed, so the buffer must hold the largest one.
        kestrel.Limits.MaxRequestBufferSize = 2 * ApiOptions.BodyBytesMax;
        kestrel.Limits.MaxConcurrentConnections = 20_000;
    }
}
