using System.Threading.Channels;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>Wakes one loop: a ring while it works is kept, and many rings are one.</summary>
internal sealed class Doorbell
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>Waits for a ring, or until the time is up.</summary>
    public async ValueTask WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (_rung.Reader.TryRead(out _) || atMost <= TimeSpan.Zero) return;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var time = Task.Delay(atMost, clock, timer.Token);
        await Task.WhenAny(_rung.Reader.WaitToReadAsync(timer.Token).AsTask(), time);
        await timer.CancelAsync();
        _rung.Reader.TryRead(out _);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
