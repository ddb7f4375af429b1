using Docket.Journal.Store;

namespace Docket.Journal.Deciding;

/// <summary>What a command is answered whose key is in the ledger.</summary>
public static class FirstAnswer
{
    /// <summary>The first answer to the same command; of another command, that its key is taken.</summary>
    public static CommandOutcome<TRejection> Of<TRejection>(LedgerEntry first, CommandKey asked)
        where TRejection : class => first.Command == asked
            ? new CommandOutcome<TRejection>.Done(first.Stream, first.Version, first.Position, true)
            : new CommandOutcome<TRejection>.KeyReused(first);
}
