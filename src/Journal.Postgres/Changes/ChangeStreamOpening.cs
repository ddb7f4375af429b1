using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres.Changes;

/// <summary>A stream of changes that is being opened, and is closed with this.</summary>
internal sealed class ChangeStreamOpening : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing;

    public ChangeStreamOpening(
        PostgresStoreOptions options, string view, EventCodec codec, ILogger logger, CancellationToken cancellationToken)
    {
        _closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sql = new SqlText(options.Schema);
        Stream = ChangeStream.OpenAsync(options, sql, view, codec, logger, _closing.Token).AsTask();
    }

    /// <summary>The stream, when it is open.</summary>
    public Task<ChangeStream> Stream { get; }

    /// <summary>Whether waiting for it would not take long: it is open, or has failed.</summary>
    public bool IsOpen => Stream.IsCompleted;

    /// <summary>Waits until it is open, or there is something to read meanwhile.</summary>
    public async ValueTask WaitAsync(
        Func<Position, CancellationToken, ValueTask<Position>> append, Position after)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var appended = append(after, enough.Token).AsTask();
        await Task.WhenAny(Stream, appended);
        await enough.CancelAsync();
        await ((Task)appended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelDriverAsync();
        await ((Task)Stream).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Stream.IsCompletedSuccessfully) await (await Stream).DisposeAsync();
        _closing.Dispose();
    }
}
