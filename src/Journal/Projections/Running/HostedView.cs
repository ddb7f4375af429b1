using System.Collections;

namespace Docket.Journal.Projections.Running;

/// <summary>A view with what runs for it.</summary>
internal sealed class HostedView(View view, ViewRebuild rebuild)
{
    private readonly Lock _gate = new();

    public View View { get; } = view;

    public ViewRebuild Rebuild { get; } = rebuild;

    /// <summary>The runner.</summary>
    public Task Running { get; set; } = Task.CompletedTask;

    /// <summary>The rebuild under way, or the last one.</summary>
    public Task Operation { get; private set; } = Task.CompletedTask;

    /// <summary>Starts an operation unless one is under way already; true in both cases.</summary>
    public bool TryRun(Func<Task> operation)
    {
        lock (_gate)
        {
            if (!Operation.IsCompleted) return true;
            Rebuild.Announce();
            Operation = Task.Run(operation);
            return true;
        }
    }
}

/// <summary>Shows hosted views as views, as they are when they are looked at.</summary>
internal sealed class ViewsOf(List<HostedView> hosted) : IReadOnlyCollection<View>
{
    public int Count => hosted.Count;

    public IEnumerator<View> GetEnumerator() => hosted.Select(one => one.View).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
