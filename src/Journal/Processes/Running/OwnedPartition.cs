using Docket.Journal.Leasing;

namespace Docket.Journal.Processes.Running;

/// <summary>A part of the instances that this process runs, as long as its lease lasts.</summary>
internal sealed class OwnedPartition : IDisposable
{
    private readonly CancellationTokenSource _lost = new();

    public OwnedPartition(int number, Lease lease)
    {
        (Number, Lease) = (number, lease);
        Lost = _lost.Token;
        Actor = $"{lease.Owner}#{lease.Epoch}";
    }

    public int Number { get; }

    public Lease Lease { get; }

    /// <summary>Ends the work on it.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Who writes, for the record: a former owner is told apart by the epoch.</summary>
    public string Actor { get; }

    public void Lose() => _lost.Cancel();

    public void Dispose() => _lost.Dispose();
}
