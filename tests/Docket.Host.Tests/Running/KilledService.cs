namespace Docket.Host.Tests.Running;

/// <summary>A service that is killed now and then, and started again; who asks it asks until there is an answer.</summary>
internal sealed class KilledService : IAsyncDisposable
{
    private readonly Func<Task<RunningService>> _start;
    private Task<RunningService> _current;

    private KilledService(Func<Task<RunningService>> start) => (_start, _current) = (start, start());

    public static async Task<KilledService> StartAsync(Func<Task<RunningService>> start)
    {
        var service = new KilledService(start);
        await service._current;
        return service;
    }

    public async Task KillAsync()
    {
        var killed = await _current;
        var next = new TaskCompletionSource<RunningService>(TaskCreationOptions.RunContinuationsAsynchronously);
        _current = next.Task;
        await killed.KillAsync();
        await killed.DisposeAsync();
        try
        {
            next.SetResult(await _start());
        }
        catch (Exception failure)
        {
            next.SetException(failure);
            throw;
        }
    }

    public Task<Answer> GetAsync(string path) => AskAsync(service => service.GetAsync(path));

    public Task<Answer> PostAsync(string path, string? body, params (string Name, string Value)[] headers) =>
        AskAsync(service => service.PostAsync(path, body, null, headers));

    public async Task<int> StopAsync() => await (await _current).StopAsync();

    public async ValueTask DisposeAsync() => await (await _current).DisposeAsync();

    private async Task<Answer> AskAsync(Func<RunningService, Task<Answer>> ask)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            try
            {
                var answer = await ask(await _current);
                if (answer.Code != 503) return answer;
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or ObjectDisposedException
                or OperationCanceledException)
            {
                // It was killed under the request; the next one is asked the same.
            }
        }
    }
}
