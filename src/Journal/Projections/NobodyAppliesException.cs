namespace Docket.Journal.Projections;

/// <summary>Nothing is kept of a shared view, and this process may not make it.</summary>
public sealed class NobodyAppliesException(string view)
    : Exception(
        $"Nothing is kept of the view {view} yet, and this process does not apply it. Start one that does: a projector, "
        + "whose login has the rights of one.");
