using Docket.ReadModels;

namespace Docket.Host.Composition;

/// <summary>Threads for views that are kept in an engine: whoever applies one waits for the engine's answer.</summary>
/// <remarks>The pool begins with a thread a processor, and lends more only little by little: five views that wait at once
/// would hold up everything else in the process for the better part of a second. More than that would be worse: threads
/// that do not wait only take turns on the processors.</remarks>
internal static class WaitingThreads
{
    /// <summary>One waits for rows that are read, and one for the page on its way.</summary>
    private const int PerView = 2;

    /// <summary>Has the pool lend enough of them at once.</summary>
    /// <param name="engineOf">What each view is kept in.</param>
    /// <param name="applies">Whether this process may apply it.</param>
    public static void ReserveFor(Func<string, IViewEngine> engineOf, Func<string, bool> applies)
    {
        var views = ViewNames.All.Count(view => applies(view) && engineOf(view) is not LocalViews);
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + (views * PerView)), completions);
    }
}
