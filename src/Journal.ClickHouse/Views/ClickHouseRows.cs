using System.Security.Cryptography;
using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>A generation's rows as its owner reads and writes them.</summary>
/// <remarks>
/// For one caller at a time; readers ask the tables. Every commit has a number, and of two rows with one key the larger
/// number counts. Its upper half is the opening's: what a former owner still writes is smaller than anything of this
/// one.
/// </remarks>
internal sealed class ClickHouseRows : IRowStore
{
    // Openings, chance, commits: two that open at once must not use the same numbers.
    private const int CommitBits = 30;
    private const int ChanceBits = 13;
    private readonly StoredRows _stored;
    private readonly RowsBefore _before;
    private readonly FactTable _view;
    private readonly PagesUnderWay _pages = new(default);
    private readonly List<KeyValuePair<byte[], byte[]?>> _written = [];
    private readonly StrayFacts _strays;
    private readonly TimeSpan _mendTime;
    private readonly (TimeProvider Clock, CancellationToken Closing) _host;
    private PageWriter _writer;
    private PageWriter _spare;
    private long _batch;
    private long _settled;
    private long _mine;

    private ClickHouseRows(
        ClickHouseClient client, FactTable view, int generation, ClickHouseOptions options,
        (TimeProvider Clock, CancellationToken Closing) host)
    {
        (_view, Generation, _host, _mendTime) = (view, generation, host, options.RequestTime);
        _stored = new StoredRows(client, view.TableOf("rows", generation));
        var pace = new CommitPace(options.CommitInterval, host);
        _writer = new PageWriter(client, view, generation, options, pace, host);
        _spare = new PageWriter(client, view, generation, options, pace, host);
        _strays = new StrayFacts(client, view, generation);
        _before = new RowsBefore(options.CacheBytes, Fetch);
    }

    /// <summary>Its number, which it keeps.</summary>
    public int Generation { get; }

    /// <summary>What its rows are written as.</summary>
    public required int SchemaVersion { get; init; }

    public FactTable View => _view;

    public RowStoreState State => _pages.Written;

    public Task Written => _pages.UnderWay;

    public bool IsShared => true;

    /// <summary>Opens a generation as its owner, or begins a new one; whoever owned it before is too late from here
    /// on.</summary>
    /// <exception cref="InvalidDataException">It does not say where it stands.</exception>
    public static ClickHouseRows Open(
        ClickHouseClient client, FactTable view, (int Number, int SchemaVersion) generation, ClickHouseOptions options,
        (TimeProvider Clock, CancellationToken Closing) host, bool isNew = false)
    {
        var rows = new ClickHouseRows(client, view, generation.Number, options, host)
        {
            SchemaVersion = generation.SchemaVersion,
        };
        rows.Begin(isNew);
        return rows;
    }

    public void Prefetch(IReadOnlyCollection<byte[]> keys)
    {
        if (_view.LooksBack) _before.Prefetch(keys);
        else _before.BeginNew(keys);
    }

    public byte[]? Read(ReadOnlySpan<byte> key) => _before.Read(key);

    public void Commit(RowBatch batch)
    {
        // A number that was tried is never used again: what became of it may be unknown.
        var number = ++_batch;
        var state = batch.State with { Parking = batch.State.Parking ?? _pages.Made.Parking };
        Write(state, number, batch.IsAwaited, () => Gather(new RowRecords(batch.Records.Span), number));
    }

    public void Mend(RowMend mend)
    {
        _pages.Settle();
        var number = ++_batch;
        Write(mend.Batch.State with { Parking = State.Parking }, number, isAwaited: true, () =>
        {
            Use(() => _strays.Remove(
                mend.Faults.Select(fault => fault.ToRemove).OfType<ValueList<string>>(), _mendTime, _host));
            var records = new RowRecords(mend.Batch.Records.Span);
            while (records.MoveNext())
            {
                var row = records.IsRemoved ? null : records.Row.ToArray();
                _writer.Mend(records.Key, row, number);
                if (_view.LooksBack) _written.Add(new(records.Key.ToArray(), row));
            }
        });
    }

    public void Scan(RowVisitor visit)
    {
        _pages.Settle();
        Use(() => _stored.Scan((key, row) =>
        {
            if (!key.IsEmpty) visit(key, row);
        }));
    }

    public void Dispose() => _pages.End();

    /// <summary>Writes what is gathered as one batch, and remembers it.</summary>
    private void Write(RowStoreState state, long number, bool isAwaited, Action gather)
    {
        try
        {
            gather();
            var page = _writer;
            _pages.Write(state, isAwaited, () =>
            {
                page.Write(state, number);
                RequireMine(number);
            });
            foreach (var (key, row) in _written) _before.Keep(key, row);
            (_writer, _spare) = (_spare, _writer);
        }
        finally
        {
            _writer.Clear();
            _written.Clear();
            _before.Clear();
        }
    }

    /// <summary>What was written cannot be refused, but it can be seen to count for nothing: another process has opened the
    /// view since.</summary>
    private void RequireMine(long number) => Use(() =>
    {
        if (_stored.Stand()?.Batch > number)
            throw new ClickHouseException(0, "another process applies it by now");
    });

    private void Gather(RowRecords records, long number)
    {
        while (records.MoveNext())
        {
            var after = records.IsRemoved ? null : records.Row.ToArray();
            _writer.Add(records.Key, Read(records.Key), after, number);
            if (_view.LooksBack) _written.Add(new(records.Key.ToArray(), after));
        }
    }

    private void Begin(bool isNew) => Use(() =>
    {
        if (!isNew)
        {
            var stand = _stored.Stand() ?? throw new InvalidDataException("it does not say where it stands");
            _settled = stand.Batch;
            _pages.Set(stand.State);
        }

        if (isNew) _before.BeginsEmpty();
        var opening = (_stored.NewestBatch() >> (CommitBits + ChanceBits)) + 1;
        var chance = RandomNumberGenerator.GetInt32(1 << ChanceBits);
        _mine = _batch = ((opening << ChanceBits) + chance) << CommitBits;
        _writer.Write(State, _batch);
        _writer.Clear();
    });

    // What a former owner wrote after this one had read where it stands is to be made again, not built upon.
    private void Fetch(IReadOnlyList<byte[]> keys, Action<byte[], byte[]?> tell) => Use(() => _stored.Find(
        keys, batch => batch > _settled && batch < _mine, (key, row) => tell(key.ToArray(), row.ToArray())));

    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    private void Use(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (Failures.IsOfServer(failure))
        {
            throw new ViewStorageException(
                $"The tables of the view {_view.View} cannot be used now: {failure.Message}", failure);
        }
    }
}
