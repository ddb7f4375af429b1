using Docket.Host.Output;
using Docket.Participants.Signing;
using Docket.Participants.Simulators;
using Docket.Participants.Simulators.Calls;
using Docket.Participants.Simulators.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Docket.Host.Composition.Simulated;

/// <summary>The running simulators.</summary>
internal sealed class SimulatorService : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly CallBook _book;

    private SimulatorService(WebApplication web, CallBook book) => (_web, _book) = (web, book);

    /// <summary>Where they really listen.</summary>
    public string Url => _web.Urls.First();

    /// <summary>Opens what they keep, then the door.</summary>
    /// <exception cref="FailureException">The address cannot be had, or what they keep is damaged.</exception>
    public static async Task<SimulatorService> StartAsync(
        IReadOnlyList<string> urls, string directory, SharedSecrets secrets, CancellationToken stopping)
    {
        var book = Open(directory);
        try
        {
            var web = Build(new Simulation(book, secrets, TimeProvider.System));
            await Listening.StartAsync(web, urls, stopping);
            return new SimulatorService(web, book);
        }
        catch
        {
            book.Dispose();
            throw;
        }
    }

    public Task WaitForEndAsync(CancellationToken stopping) => Listening.UntilAsync(_web, stopping);

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _book.Dispose();
    }

    private static CallBook Open(string directory)
    {
        try
        {
            return CallBook.Open(directory, TimeProvider.System);
        }
        catch (InvalidDataException damaged)
        {
            throw new FailureException(damaged.Message, damaged);
        }
    }

    private static WebApplication Build(Simulation simulation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Logging.Configure(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, Listening.NoLifetime>();
        var web = builder.Build();
        web.MapSimulators(simulation);
        return web;
    }
}
