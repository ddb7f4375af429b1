using Docket.Host.Output;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace Docket.Host.Composition;

/// <summary>How a verb that serves listens, and how it ends.</summary>
internal static class Listening
{
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(20);

    /// <summary>Opens the door.</summary>
    /// <exception cref="FailureException">An address cannot be had.</exception>
    public static async Task StartAsync(WebApplication web, IReadOnlyList<string> urls, CancellationToken stopping)
    {
        foreach (var url in urls) web.Urls.Add(url);
        try
        {
            await web.StartAsync(stopping);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new FailureException(
                $"{string.Join(", ", urls)} is in use by another program. Choose another address with --urls.",
                failure);
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new FailureException($"{string.Join(", ", urls)} cannot be listened on: {failure.Message}.", failure);
        }
    }

    /// <summary>Serves until it is told to stop; then takes nothing new and finishes what it has taken.</summary>
    public static async Task UntilAsync(WebApplication web, CancellationToken stopping)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopping.Register(told.SetResult);
        await told.Task;
        using var enough = new CancellationTokenSource(EndingTime);
        await web.StopAsync(enough.Token);
    }

    /// <summary>The verb hears Ctrl-C and SIGTERM itself.</summary>
    public sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
