namespace Docket.Journal.Store;

/// <summary>Conveniences over every store.</summary>
public static class EventStoreExtensions
{
    /// <summary>The throwing face of <see cref="IEventStore.TryAppendAsync"/>, for callers without a retry of their own.</summary>
    /// <returns>What was appended, or what the first command of the same key and fingerprint did.</returns>
    /// <exception cref="ConcurrencyException">The stream had moved on.</exception>
    /// <exception cref="InvalidOperationException">The key was used before for another command.</exception>
    public static async ValueTask<AppendResult.Appended> AppendAsync(
        this IEventStore store, AppendRequest request, CancellationToken cancellationToken) =>
        await store.TryAppendAsync(request, cancellationToken) switch
        {
            AppendResult.Appended appended => appended,
            AppendResult.Conflict conflict =>
                throw new ConcurrencyException(request.Stream, request.Expected, conflict.Actual),
            AppendResult.Repeated { First: var first } when first.Command == request.Key =>
                new AppendResult.Appended(first.Version, first.Position),
            AppendResult.Repeated { First: var first } =>
                throw new InvalidOperationException($"Key '{first.Command.Key}' was used for another command before."),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
}
