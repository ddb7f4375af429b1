using Docket.Journal.Projections.Sharing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Running;

/// <summary>Applies a view while this process is its owner, and follows what the owner does while it is
/// not.</summary>
internal sealed class SharedViewRunner(
    HostedView hosted, ISharedViewStorage storage, ProjectionRunner runner, ViewHostOptions options)
{
    private readonly View _view = hosted.View;
    private TaskCompletionSource _owned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IViewTerm? _term;
    private long _holders;

    /// <summary>Whether this process applies the view now.</summary>
    public bool IsOwner => Volatile.Read(ref _term) is not null;

    /// <summary>Opens the view, as its owner or not; it serves afterwards.</summary>
    /// <returns>The term, where this process is the owner.</returns>
    /// <exception cref="NobodyAppliesException">Nothing is kept, and nobody made it meanwhile.</exception>
    public async Task<IViewTerm?> OpenAsync(CancellationToken cancellationToken)
    {
        var since = options.Clock.GetTimestamp();
        while (true)
        {
            if (options.Applies(_view.Name) && await storage.TryOwnAsync(_view.Name, cancellationToken) is { } term)
            {
                await OpenAsync(term, cancellationToken);
                return term;
            }

            if (hosted.Opening.TryFollow(storage)) return null;
            if (options.Clock.GetElapsedTime(since) > options.HandOverTime) throw new NobodyAppliesException(_view.Name);
            await storage.WaitForNewsAsync(_view.Name, Position.Start, cancellationToken);
        }
    }

    /// <summary>Runs until cancelled. A view that is not open yet is opened as soon as its storage can be used.</summary>
    /// <param name="first">The term that began with the opening.</param>
    /// <param name="cancellationToken">Ends it; a page that is being applied is finished first.</param>
    public async Task RunAsync(IViewTerm? first, CancellationToken cancellationToken)
    {
        _view.Lag.StartedAt(options.Clock.GetUtcNow());
        var term = first;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (term is not null) await ApplyAsync(term, cancellationToken);
                else if (_view.IsOpen) await FollowAsync(cancellationToken);
                term = await OpenAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                // Whether the last commit took effect may be unknown: begin from what is stored.
                term = null;
                await runner.StandStillAsync(failure, cancellationToken);
            }
        }

        if (term is not null) await term.DisposeAsync();
    }

    /// <summary>Becomes the owner, if need be by asking the other process, and stays it until disposed.</summary>
    /// <exception cref="ViewNotOwnedException">The owner does not leave it.</exception>
    public async ValueTask<IAsyncDisposable?> HoldAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _holders);
        try
        {
            if (Volatile.Read(ref _term) is null) await storage.AskForAsync(_view.Name, cancellationToken);
            await Volatile.Read(ref _owned).Task.WaitAsync(options.HandOverTime, options.Clock, cancellationToken);
            if (Volatile.Read(ref _term) is { } mine) mine.IsWilling = false;
            return new Holding(this);
        }
        catch (Exception failure)
        {
            Interlocked.Decrement(ref _holders);
            if (failure is TimeoutException) throw new ViewNotOwnedException(_view.Name);
            throw;
        }
    }

    private async Task OpenAsync(IViewTerm term, CancellationToken cancellationToken)
    {
        await _view.Turn.WaitAsync(cancellationToken);
        try
        {
            await hosted.Opening.OpenAsync(cancellationToken);
        }
        catch
        {
            await term.DisposeAsync();
            throw;
        }
        finally
        {
            _view.Turn.Release();
        }
    }

    private async Task ApplyAsync(IViewTerm term, CancellationToken cancellationToken)
    {
        await using var mine = term;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, term.Over);
        term.IsWilling = Interlocked.Read(ref _holders) == 0;
        Volatile.Write(ref _term, term);
        _owned.SetResult();
        Log.ViewOwned(options.Logger, _view.Name);
        try
        {
            await runner.FollowAsync(ends.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ViewFollowed(options.Logger, _view.Name);
        }
        finally
        {
            Volatile.Write(ref _term, null);
            Volatile.Write(ref _owned, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    /// <summary>Follows until it is time to see whether the view is free.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var since = options.Clock.GetTimestamp();
        while (options.Clock.GetElapsedTime(since) < storage.LookInterval)
        {
            var at = await storage.WaitForNewsAsync(_view.Name, _view.Watermark.Position, cancellationToken);
            if (at <= _view.Watermark.Position) return;
            _view.Watermark.Advance(at);
            _view.Lag.Followed();
        }
    }

    private sealed class Holding(SharedViewRunner runner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            if (Interlocked.Decrement(ref runner._holders) == 0 && Volatile.Read(ref runner._term) is { } term)
                term.IsWilling = true;
            return ValueTask.CompletedTask;
        }
    }
}
