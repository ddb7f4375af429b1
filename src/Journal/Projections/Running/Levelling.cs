using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>Brings a generation to a position, neither less nor more.</summary>
internal static class Levelling
{
    /// <summary>Applies what is between; it stays behind only where the journal ends before that.</summary>
    public static async ValueTask BringAsync(
        ViewGeneration behind, Position to, (IEventStore Store, EventFilter Filter) journal,
        CancellationToken cancellationToken)
    {
        if (behind.Checkpoint >= to) return;
        await foreach (var page in journal.Store.ReadAllAsync(behind.Checkpoint, journal.Filter, cancellationToken))
        {
            await behind.ApplyAsync(page.Events, page.Through < to ? page.Through : to, cancellationToken);
            if (behind.Checkpoint >= to) return;
        }
    }
}
