using Docket.Journal.Store;

namespace Docket.Journal.Projections;

/// <summary>A shared view is not kept, or not kept up, and this process may not do it.</summary>
public sealed class NobodyAppliesException : Exception
{
    private const string Advice = "Start a process that does: a projector, whose login has the rights of one.";

    /// <summary>Nothing is kept of it yet.</summary>
    public NobodyAppliesException(string view)
        : base($"Nothing is kept of the view {view} yet, and this process does not apply it. {Advice}")
    {
    }

    /// <summary>It stands still.</summary>
    /// <param name="view">Which one.</param>
    /// <param name="at">How far it is.</param>
    /// <param name="wanted">How far it should be.</param>
    /// <param name="patience">For how long it has not moved.</param>
    public NobodyAppliesException(string view, Position at, Position wanted, TimeSpan patience)
        : base(
            $"The view {view} stands at {at} of {wanted}, has not moved for {patience.TotalSeconds:0.#} s, and this process "
            + $"does not apply it. {Advice}")
    {
    }
}
