using Docket.Journal.Leasing;

namespace Docket.Journal.Projections.Sharing;

/// <summary>The time in which this process holds a view's lease.</summary>
internal sealed class LeasedTerm(string view, Lease lease, Func<LeasedTerm, ValueTask> ended) : IViewTerm
{
    private readonly CancellationTokenSource _over = new();
    private int _disposed;

    public string View { get; } = view;

    public Lease Lease { get; } = lease;

    public CancellationToken Over => _over.Token;

    public bool IsWilling { get; set; }

    /// <summary>When it was last known to go on, as a timestamp.</summary>
    public long RenewedAt { get; set; }

    /// <summary>Says that it is over.</summary>
    public Task EndAsync() => _over.EndAsync();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await EndAsync();
        await ended(this);
    }
}
