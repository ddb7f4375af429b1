using System.Collections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>A view with what runs for it.</summary>
internal sealed class HostedView(View view, IViewStorage storage, ViewRebuild rebuild, ViewOpening opening)
{
    private readonly Lock _gate = new();

    public View View { get; } = view;

    /// <summary>Where its rows are kept.</summary>
    public IViewStorage Storage { get; } = storage;

    public ViewRebuild Rebuild { get; } = rebuild;

    public ViewOpening Opening { get; } = opening;

    /// <summary>Who applies it, where several processes could; null where only this one can.</summary>
    public SharedViewRunner? Sharing { get; set; }

    /// <summary>The runner.</summary>
    public Task Running { get; set; } = Task.CompletedTask;

    /// <summary>The rebuild under way, or the last one.</summary>
    public Task Operation { get; private set; } = Task.CompletedTask;

    /// <summary>Starts an operation unless one is under way already; true in both cases.</summary>
    public bool TryRun(Func<Task> operation, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // One that has told its end may still be tidying up behind it.
            var before = Operation;
            if (!before.IsCompleted && Rebuild.Progress is not { EndedAt: not null }) return true;
            Rebuild.Announce();
            Operation = Task.Run(
                async () =>
                {
                    await before;
                    await RunOwnedAsync(operation, cancellationToken);
                },
                CancellationToken.None);
            return true;
        }
    }

    /// <summary>Waits until the view shows a position: as long as it moves, or this process is to move it.</summary>
    /// <exception cref="NobodyAppliesException">It does neither for so long.</exception>
    public async Task WaitForAsync(Position wanted, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = View.Watermark.Position;
            if (await View.Watermark.WaitForAsync(wanted, patience, cancellationToken)) return;
            if (Sharing is { IsOwner: false } && View.Watermark.Position == at)
                throw new NobodyAppliesException(View.Name, at, wanted, patience);
        }
    }

    /// <summary>Waits until this process is the view's owner, if it can become that.</summary>
    /// <exception cref="ViewNotOwnedException">Another process keeps the view.</exception>
    public ValueTask<IAsyncDisposable?> OwnAsync(CancellationToken cancellationToken) =>
        Sharing is null ? ValueTask.FromResult<IAsyncDisposable?>(null) : Sharing.HoldAsync(cancellationToken);

    private async Task RunOwnedAsync(Func<Task> operation, CancellationToken cancellationToken)
    {
        try
        {
            await using var held = await OwnAsync(cancellationToken);
            await operation();
        }
        catch (Exception failure)
        {
            Rebuild.Refuse(failure);
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
