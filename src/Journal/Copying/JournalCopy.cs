using Docket.Journal.Store;

namespace Docket.Journal.Copying;

/// <summary>Copies a journal from one kind of store into another: positions, versions, times, bytes and the ledger stay as
/// they are.</summary>
/// <remarks>Broken off and run again it goes on, where the target is the beginning of the source.</remarks>
public static class JournalCopy
{
    /// <summary>Copies, then reads the copy back and compares it with all that was read.</summary>
    /// <param name="from">The source; may be written meanwhile.</param>
    /// <param name="to">The target, held alone.</param>
    /// <param name="progress">Told the position reached, now and then; or null.</param>
    /// <param name="cancellationToken">Breaks off between two pieces.</param>
    /// <exception cref="JournalCopyException">The target holds something else than the beginning of the source.</exception>
    public static async Task<JournalCopyReport> RunAsync(
        IJournalSource from, IJournalTarget to, IProgress<Position>? progress, CancellationToken cancellationToken)
    {
        var before = to.Head;
        await using (var there = await to.ReadBackAsync(cancellationToken))
            await RequireBeginningAsync(from, there, cancellationToken);
        using var wanted = new JournalDigest();
        long commands = 0;
        await foreach (var piece in from.ReadAsync(cancellationToken))
        {
            foreach (var stored in piece.Events) wanted.Add(stored);
            foreach (var entry in piece.Commands) wanted.Add(entry);
            commands += await to.WriteAsync(After(piece, before), cancellationToken);
            progress?.Report(wanted.Head);
        }

        await RequireSameAsync(wanted, to, cancellationToken);
        return new JournalCopyReport(
            wanted.Head, wanted.Head.Value - before.Value, wanted.Commands, commands, wanted.Events());
    }

    /// <summary>What is not there yet. Ledger entries go along in any case: one may have come since, of a command that
    /// recorded nothing.</summary>
    private static JournalPiece After(JournalPiece piece, Position there) =>
        piece.Events is [] || piece.Events[0].Position > there
            ? piece
            : piece with { Events = [.. piece.Events.SkipWhile(stored => stored.Position <= there)] };

    private static async Task RequireBeginningAsync(
        IJournalSource from, IJournalSource there, CancellationToken cancellationToken)
    {
        if (there.Identity == from.Identity)
            throw new JournalCopyException("The source and the target are the same journal. Nothing was changed.");
        if (there.Head > from.Head)
            throw Other($"the target ends at position {there.Head}, and the source at {from.Head}");
        if (there.Head == Position.Start) return;
        using var wanted = await EventsAsync(from, there.Head, cancellationToken);
        using var found = await EventsAsync(there, there.Head, cancellationToken);
        if (wanted.Events() != found.Events())
            throw Other($"the {there.Head} events that the target holds are not the first ones of the source");
    }

    private static async Task RequireSameAsync(
        JournalDigest wanted, IJournalTarget to, CancellationToken cancellationToken)
    {
        await using var copy = await to.ReadBackAsync(cancellationToken);
        using var found = new JournalDigest();
        await foreach (var piece in copy.ReadAsync(cancellationToken))
        {
            foreach (var stored in piece.Events) found.Add(stored);
            foreach (var entry in piece.Commands) found.Add(entry);
        }

        if (found.Head != wanted.Head || found.Events() != wanted.Events())
            throw Other($"read back, the copy's {found.Head} events are not the {wanted.Head} that were copied");
        if (found.Ledger() != wanted.Ledger())
            throw Other($"read back, the copy remembers {found.Commands} commands that are not the source's {wanted.Commands}");
    }

    private static async Task<JournalDigest> EventsAsync(
        IJournalSource journal, Position through, CancellationToken cancellationToken)
    {
        var digest = new JournalDigest();
        await foreach (var piece in journal.ReadAsync(cancellationToken))
        {
            foreach (var stored in piece.Events)
                if (stored.Position <= through) digest.Add(stored);
            if (digest.Head == through) break;
        }

        return digest;
    }

    private static JournalCopyException Other(string finding) => new(
        $"The target is no copy of the source: {finding}. It holds another journal, or was written to since. "
        + "Copy into an empty place.");
}

/// <summary>What a copy did.</summary>
/// <param name="Head">The last event's position, in both journals.</param>
/// <param name="EventsWritten">Events that were not there before.</param>
/// <param name="Commands">Ledger entries in both.</param>
/// <param name="CommandsWritten">Ledger entries that were not there before.</param>
/// <param name="Hash">SHA-256 over all events in order, as <see cref="JournalDigest"/> takes them in.</param>
public sealed record JournalCopyReport(
    Position Head, long EventsWritten, long Commands, long CommandsWritten, string Hash);
