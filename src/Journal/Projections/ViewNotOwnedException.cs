namespace Docket.Journal.Projections;

/// <summary>Another process applies this view and does not leave it; ask that one.</summary>
public sealed class ViewNotOwnedException(string view)
    : Exception($"Another process applies the view {view} and does not leave it now. Try again, or ask that process.");
