using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>What a command is answered whose key is in the ledger.</summary>
public static class FirstAnswer
{
    /// <summary>That of the key's first time; null where there was none, or where there is no key.</summary>
    public static async ValueTask<CommandOutcome<TRejection>?> FindAsync<TRejection>(
        IEventStore store, CommandKey? asked, CancellationToken cancellationToken)
        where TRejection : class =>
        asked is not null && await store.FindCommandAsync(asked.Key, cancellationToken) is { } first
            ? Of<TRejection>(first, asked)
            : null;

    /// <summary>The first answer to the same command; of another command, that its key is taken.</summary>
    public static CommandOutcome<TRejection> Of<TRejection>(LedgerEntry first, CommandKey asked)
        where TRejection : class => first.Command == asked
            ? new CommandOutcome<TRejection>.Done(first.Stream, first.Version, first.Position, true)
            : new CommandOutcome<TRejection>.KeyReused(first);
}
