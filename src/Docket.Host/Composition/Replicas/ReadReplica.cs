using System.Globalization;
using Docket.Api.Replicas;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Postgres;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Host.Composition.Replicas;

/// <summary>Keeps an eye on the standby: opens it when it can be reached, and knows at any time whether it may be read.</summary>
internal sealed class ReadReplica : IReadReplica, IAsyncDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OpenInterval = TimeSpan.FromSeconds(1);

    /// <summary>Looks that were not answered for so long: it hangs, or the network does.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(3);

    private readonly ReplicaOptions _options;
    private readonly PostgresEventStore _primary;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ReplicaLag _lag;
    private readonly ReplicaMeter _meter;
    private readonly CancellationTokenSource _stopping = new();
    private Task _looking = Task.CompletedTask;
    private OpenedReplica? _opened;
    private Look _last;
    private string? _told;

    public ReadReplica(ReplicaOptions options, PostgresEventStore primary, TimeProvider clock, ILogger logger)
    {
        (_options, _primary, _clock, _logger) = (options, primary, clock, logger);
        _lag = new ReplicaLag(clock);
        _last = new Look(default, clock.GetTimestamp(), "replica is not open");
        _meter = new ReplicaMeter(this);
    }

    public ReplicaReads Serves => _options.Serves;

    public bool FallsBack => _options.FallsBack;

    /// <summary>The newest event that it showed at the last look.</summary>
    public Position Position => Volatile.Read(ref _last).Head.Position;

    /// <summary>How late it is.</summary>
    public TimeSpan Behind => _lag.Behind(Position);

    public ReplicaState Now() => new(Volatile.Read(ref _opened)?.Sources, WhyNot());

    /// <summary>Begins to look. Waits a little for the first look, so that what is wrong is told at the beginning; a standby
    /// that hangs, or reports that have much to read, do not keep the service from starting.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var first = LookAsync(_stopping.Token);
        _looking = RunAsync(first, _stopping.Token);
        await Task.WhenAny(first, Task.Delay(SilenceMax, _clock, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _looking.ContinueWith(static _ => { }, TaskScheduler.Default);
        _meter.Dispose();
        _stopping.Dispose();
        if (_opened is not null) await _opened.DisposeAsync();
    }

    private string? WhyNot()
    {
        var last = Volatile.Read(ref _last);
        if (last.Failure is not null) return last.Failure;
        if (_clock.GetElapsedTime(last.At) is var silence && silence > SilenceMax)
            return $"replica has not answered for {Seconds(silence)}";
        return _lag.Behind(last.Head.Position) is var behind && behind > _options.LagMax
            ? $"replica lags {Seconds(behind)}"
            : null;
    }

    private async Task RunAsync(Task first, CancellationToken cancellationToken)
    {
        await first;
        while (true)
        {
            await Task.Delay(_opened is null ? OpenInterval : LookInterval, _clock, cancellationToken);
            await LookAsync(cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var seen = await SeeAsync(cancellationToken);
        Volatile.Write(ref _last, seen);
        var why = WhyNot();
        if (why is not null && _told is null) _logger.ReplicaNotRead(why, seen.Cause ?? "the server answers");
        if (why is null && _told is not null) _logger.ReplicaReadAgain();
        _told = why;
    }

    private async Task<Look> SeeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var opened = _opened ?? await OpenAsync(cancellationToken);
            _lag.See(_primary.Head, TimeSpan.Zero);
            var head = await opened.Journal.ReadHeadAsync(cancellationToken);
            return new Look(head, _clock.GetTimestamp(), WhyForeign(opened, head));
        }
        catch (Exception failure) when (failure is JournalUnavailableException or FailureException or NpgsqlException
                                            or TimeoutException)
        {
            _lag.See(_primary.Head, TimeSpan.Zero);
            return new Look(Volatile.Read(ref _last).Head, _clock.GetTimestamp(), "replica cannot be reached")
            {
                Cause = failure.Message,
            };
        }
    }

    private async Task<OpenedReplica> OpenAsync(CancellationToken cancellationToken)
    {
        var opened = await PostgresFailures.ExplainAsync(
            _options.Place, () => OpenedReplica.OpenAsync(_options, _logger, cancellationToken));
        try
        {
            var head = await opened.Journal.ReadHeadAsync(cancellationToken);
            _lag.See(_primary.Head, await AgeOfFirstMissingAsync(head.Position, cancellationToken));
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        if (opened.IsPrimary) _logger.ReplicaIsPrimary();
        Volatile.Write(ref _opened, opened);
        return opened;
    }

    /// <summary>Behind before anybody looked: the store time of the first event that it lacks tells since when.</summary>
    private async Task<TimeSpan> AgeOfFirstMissingAsync(Position shown, CancellationToken cancellationToken)
    {
        if (_primary.Head <= shown) return TimeSpan.Zero;
        var missing = await _primary.ReadBackwardsAsync(new Position(shown.Value + 2), 1, cancellationToken);
        var age = _clock.GetUtcNow() - missing[0].RecordedAt;
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    private string? WhyForeign(OpenedReplica opened, VisibleHead head)
    {
        if (opened.Journal.Identity != _primary.Identity) return "replica holds another journal";
        return head.IsStandby || opened.IsPrimary
            ? null
            : "replica follows no primary (it is not in recovery)";
    }

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>What was seen at one look.</summary>
    private sealed record Look(VisibleHead Head, long At, string? Failure)
    {
        /// <summary>What the driver said; for the log, because it names addresses that readers need not know.</summary>
        public string? Cause { get; init; }
    }
}
