using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Postgres.Signals;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>Which views this process applies and what it hears of the others: leases and a channel of the journal's
/// database.</summary>
internal sealed class ViewTerms : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlDataSource _reading;
    private readonly SqlText _sql;
    private readonly bool _applies;
    private readonly LeasedViews _leased;
    private readonly Task _listening;
    private bool? _mayApply;

    public ViewTerms(
        (NpgsqlDataSource Projecting, NpgsqlDataSource Reading) databases, PostgresStoreOptions store, PostgresViewOptions options,
        (TimeProvider Clock, ILogger Logger) host)
    {
        (_database, _reading, _applies) = (databases.Projecting, databases.Reading, options.Applies);
        _sql = new SqlText(store.Schema);
        _leased = new LeasedViews(new PostgresLeases(_database, store.Schema), new LeasedViewsOptions
        {
            LeaseTime = options.LeaseTime,
            LookInterval = options.LookInterval,
            Clock = host.Clock,
            Logger = host.Logger,
            SayAsync = SayAsync,
            IsPassing = static failure => Faults.OfDatabase(failure),
        });
        _listening = new ChannelListener(store, _sql.ViewSchema, _leased.Hear, host).RunAsync(_closing.Token);
    }

    /// <summary>See <see cref="LeasedViews.EpochOf"/>.</summary>
    public long EpochOf(string view) => _leased.EpochOf(view);

    public async ValueTask<IViewTerm?> TryOwnAsync(string view, CancellationToken cancellationToken) =>
        await MayApplyAsync(cancellationToken) ? await _leased.TryOwnAsync(view, cancellationToken) : null;

    public async ValueTask AskForAsync(string view, CancellationToken cancellationToken)
    {
        if (await MayApplyAsync(cancellationToken)) await _leased.AskForAsync(view, cancellationToken);
    }

    public ValueTask<Position> WaitForNewsAsync(string view, Position after, CancellationToken cancellationToken) =>
        _leased.WaitForNewsAsync(view, after, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _leased.DisposeAsync();
        await _closing.CancelDriverAsync();
        await _listening.ContinueWith(static _ => { }, TaskScheduler.Default);
        _closing.Dispose();
    }

    private async ValueTask<bool> MayApplyAsync(CancellationToken cancellationToken)
    {
        if (!_applies) return false;
        if (_mayApply is { } known) return known;
        await using var command = _reading.CreateCommand(_sql.Verb("may_project"));
        var may = (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        _mayApply = may;
        return may;
    }

    private async ValueTask SayAsync(string what, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Verb("announce_head"));
        command.Parameters.Add(EventReader.Value(_sql.ViewSchema));
        command.Parameters.Add(EventReader.Value(what));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
