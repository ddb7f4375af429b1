using Docket.Journal.Redis.Connecting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>Removes the rows of generations that nobody needs any more, a little at a time, behind everybody's
/// back.</summary>
internal sealed class ViewSweeper(RedisServer server, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private Task _sweeping = Task.CompletedTask;

    /// <summary>Begins to sweep what is doomed of a view.</summary>
    public void Sweep(ViewKeys keys)
    {
        lock (_gate) _sweeping = SweepAfterAsync(_sweeping, keys);
    }

    /// <summary>Leaves the rest to the next one.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _sweeping;
        _closing.Dispose();
    }

    private async Task SweepAfterAsync(Task former, ViewKeys keys)
    {
        await former;
        try
        {
            foreach (var number in (RedisValue[])(await server.ExecuteAsync("SMEMBERS", keys.Doomed))!)
                await SweepAsync(keys, (int)number);
        }
        catch (Exception failure) when (RedisServer.IsPassing(failure) || failure is OperationCanceledException)
        {
            if (!_closing.IsCancellationRequested) logger.NotSwept(failure, keys.Layout.View);
        }
    }

    private async Task SweepAsync(ViewKeys keys, int number)
    {
        await foreach (var found in Keys.StepsAsync(server, (string)keys.Row(number, "")!, _closing.Token))
            await UnlinkAsync(keys, number, found);
        await UnlinkAsync(keys, number, [keys.Generation(number)]);
        await server.ExecuteAsync("SREM", keys.Doomed, number);
    }

    private Task<RedisResult> UnlinkAsync(ViewKeys keys, int number, RedisKey[] found) => server.RunAsync(
        Scripts.SweepKeys, [keys.Doomed], [number, .. found.Select(key => (RedisValue)(byte[])key!)]);
}
