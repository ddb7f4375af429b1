using Docket.Journal.Store;
using Spectre.Console;

namespace Docket.Host.Output;

/// <summary>Shows on standard error how far a copy is; where nobody watches, nothing.</summary>
internal static class CopyProgress
{
    public static async Task<T> RunAsync<T>(Position end, Func<IProgress<Position>?, Task<T>> copy)
    {
        if (Console.IsErrorRedirected) return await copy(null);
        T? done = default;
        await Terminal.Progress().Progress().AutoClear(true).StartAsync(async context =>
        {
            var bar = context.AddTask("Copying events");
            bar.MaxValue = Math.Max(1, end.Value);
            done = await copy(new Bar(bar));
        });
        return done!;
    }

    /// <summary>Told at once and by the thread that copies, unlike the framework's own.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<Position>
    {
        public void Report(Position value) => task.Value = value.Value;
    }
}
