namespace Docket.Journal.Postgres.Connecting;

/// <summary>Cancelling what the driver is doing.</summary>
internal static class Cancelling
{
    /// <summary>
    /// Cancels. The driver's own callback may come a moment after it has closed the session, and then throws; the work is
    /// over in that case too.
    /// </summary>
    public static async Task CancelDriverAsync(this CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync();
        }
        catch (AggregateException late) when (late.Flatten().InnerExceptions.All(inner => inner is ObjectDisposedException))
        {
        }
    }
}
