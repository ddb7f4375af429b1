using Docket.Application.Checkout.Expiry;
using Docket.Application.Wire;
using Docket.Host.Composition.Roles;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Sagas;

/// <summary>Keeps the expiry of reservations going, also when the journal is away for a while.</summary>
internal sealed class ExpiryWork(EmbeddedDocket docket, TimeProvider clock, ILogger logger) : IBackgroundWork
{
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private Task _working = Task.CompletedTask;
    private string? _failure;

    public string Name => "expiry of reservations";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _working = Task.Run(() => WorkAsync(_stopping.Token), cancellationToken);
        return Task.CompletedTask;
    }

    public string? WhyItStands() => Volatile.Read(ref _failure);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _working;
        _stopping.Dispose();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var expiry = new ReservationExpiry(docket.Journal, DocketCodec.Create(), docket.Stock, clock);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Volatile.Write(ref _failure, null);
                await expiry.RunAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Volatile.Write(ref _failure, failure.Message);
                logger.ReservationsNotExpired(failure, FailurePause);
                await Task.Delay(FailurePause, clock, cancellationToken).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
