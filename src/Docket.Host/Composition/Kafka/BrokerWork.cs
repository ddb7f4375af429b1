using Docket.Host.Composition.Roles;
using Docket.Host.Output;
using Docket.Journal.Kafka;
using Docket.Journal.Kafka.Connecting;
using Docket.Journal.Kafka.Topics;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Kafka;

/// <summary>
/// Makes and checks the topics, at start or as soon as a broker answers, and says whenever none does. Whoever writes or
/// reads waits for the first, and goes on by itself after the second.
/// </summary>
internal sealed class BrokerWork(Brokers brokers, IReadOnlyList<TopicPlan> topics, ILogger logger) : IBackgroundWork
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _ending = new();
    private BrokerPulse? _pulse;
    private Task _watching = Task.CompletedTask;
    private string? _why;

    public string Name => "link to Kafka";

    /// <exception cref="FailureException">A topic is missing or does not fit. A broker that is away is waited for.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _pulse = new BrokerPulse(brokers.Options, logger);
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (TopicMismatchException wrong)
        {
            throw new FailureException(wrong.Message, wrong);
        }
        catch (KafkaUnavailableException away)
        {
            Say(away.Message);
        }

        _watching = Task.Run(WatchAsync, CancellationToken.None);
    }

    public string? WhyItStands() => Volatile.Read(ref _why);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _watching;
        _pulse?.Dispose();
        _ending.Dispose();
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            await Task.Delay(Interval, TimeProvider.System, _ending.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ending.IsCancellationRequested) return;
            try
            {
                await LookAsync(_ending.Token);
            }
            catch (Exception failure) when (failure is KafkaUnavailableException or TopicMismatchException)
            {
                Say(failure.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await _pulse!.AskAsync(cancellationToken);
        if (!brokers.Gate.IsOpen)
        {
            await new TopicSetup(brokers.Options, logger).EnsureAsync(topics, brokers.MayCreate, cancellationToken);
            brokers.Gate.Open();
        }

        if (Interlocked.Exchange(ref _why, null) is not null) logger.KafkaThereAgain(brokers.Options.Servers);
    }

    private void Say(string why)
    {
        brokers.Gate.Close(why);
        var said = $"{why.TrimEnd('.')}. Publishing and views wait, and nothing is lost.";
        if (Interlocked.Exchange(ref _why, said) != said) logger.KafkaAway(why);
    }
}
