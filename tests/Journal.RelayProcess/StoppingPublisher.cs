using System.Globalization;
using Docket.Journal.Outbox;

namespace Docket.Journal.RelayProcess;

/// <summary>
/// Says what happens on standard output, and stops at a chosen batch until a line comes on standard input: before it is
/// published (after the relay's SELECT) or after it (before the relay's UPDATE). Publishes one batch at a time, so that
/// nothing is in the middle of a write while it stands.
/// </summary>
internal sealed class StoppingPublisher(IPublisher publisher, StopAt stopAt, int batch) : IPublisher, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private int _batches;

    public async ValueTask TakeOverAsync(int partition, long epoch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await publisher.TakeOverAsync(partition, epoch, cancellationToken);
            Say($"taken {partition} {epoch}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask<PublishAnswer> PublishAsync(PublishBatch published, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await PublishNextAsync(published, cancellationToken);
        }
        catch (StaleEpochException)
        {
            Say($"refused {published.Partition} {published.Epoch}");
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<PublishAnswer> PublishNextAsync(
        PublishBatch published, CancellationToken cancellationToken)
    {
        var stops = published.Events.Count > 0 && ++_batches == batch;
        if (stops && stopAt == StopAt.BeforePublish) await StopAsync(published);
        var answer = await publisher.PublishAsync(published, cancellationToken);
        if (stops && stopAt == StopAt.AfterPublish) await StopAsync(published);
        if (published.Events.Count > 0) Say($"published {published.Partition} {published.Events.Count}");
        return answer;
    }

    private static async Task StopAsync(PublishBatch published)
    {
        Say($"stopped {published.Partition} {published.Epoch}");
        await Task.Run(Console.In.ReadLine);
    }

    private static void Say(FormattableString said) =>
        Console.Out.WriteLine(said.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Where in its work the relay stops.</summary>
internal enum StopAt
{
    Never,
    BeforePublish,
    AfterPublish,
}
