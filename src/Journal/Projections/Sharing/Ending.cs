namespace Docket.Journal.Projections.Sharing;

/// <summary>Ends what runs for a view.</summary>
internal static class Ending
{
    /// <summary>Cancels. What reads for a view is a driver's, and one that has closed its session just before may throw here:
    /// the work is over in that case too.</summary>
    public static async Task EndAsync(this CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync();
        }
        catch (AggregateException late)
            when (late.Flatten().InnerExceptions.All(inner => inner is ObjectDisposedException))
        {
        }
    }
}
