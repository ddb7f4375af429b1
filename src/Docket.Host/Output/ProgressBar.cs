using Docket.Application.Import;
using Spectre.Console;

namespace Docket.Host.Output;

/// <summary>Shows on standard error how far an import is; where nobody watches, a line a stage.</summary>
internal static class ProgressBar
{
    public static async Task<ImportReport> RunAsync(Func<IProgress<ImportProgress>, Task<ImportReport>> run)
    {
        if (Console.IsErrorRedirected) return await run(new StageLines());
        ImportReport? report = null;
        await Terminal.Progress().Progress().AutoClear(true).StartAsync(
            async context => report = await run(new Bars(context)));
        return report!;
    }

    private static string NameOf(ImportStage stage) =>
        stage == ImportStage.Reading ? "Reading the file" : "Writing orders";

    /// <summary>Reports come from whichever thread does the work; Spectre's tasks take them from any.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<ImportProgress>
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<ImportStage, ProgressTask> _tasks = [];

        public void Report(ImportProgress value)
        {
            lock (_gate)
            {
                if (!_tasks.TryGetValue(value.Stage, out var task))
                    _tasks[value.Stage] = task = context.AddTask(NameOf(value.Stage));
                task.MaxValue = Math.Max(1, value.Total);
                task.Value = value.Done;
            }
        }
    }

    private sealed class StageLines : IProgress<ImportProgress>
    {
        private int _told = -1;

        public void Report(ImportProgress value)
        {
            if (Interlocked.Exchange(ref _told, (int)value.Stage) != (int)value.Stage) Terminal.Note(
                NameOf(value.Stage) + " …");
        }
    }
}
