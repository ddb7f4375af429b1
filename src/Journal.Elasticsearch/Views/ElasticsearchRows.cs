using System.Security.Cryptography;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Elasticsearch.Talking;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>An index's rows as its owner reads and writes them.</summary>
/// <remarks>
/// For one caller at a time; readers search. A page is not written as one: each document keeps what it was before,
/// and where
/// a page did not get as far as its stand, the next opening puts its documents back. Commits are numbered as external
/// versions, from a higher start at each opening, so that a former owner's are refused.
/// </remarks>
internal sealed class ElasticsearchRows : IRowStore
{
    // Openings, chance, commits: two that open at once must not use the same numbers.
    private const int CommitBits = 30;
    private const int ChanceBits = 13;
    private const int HandChangesMax = 1_000;
    private readonly ElasticsearchClient _client;
    private readonly DocumentView _view;
    private readonly ViewIndex _index;
    private readonly StoredDocuments _stored;
    private readonly BulkWriter _writer;
    private readonly Retries _retries;
    private readonly (ElasticsearchOptions Options, TimeProvider Clock) _host;
    private readonly IDocuments _documents;
    private readonly RowsBefore _before;
    private RowStoreState _state;
    private long _batch;
    private long _settled;
    private long _opened;
    private long _mine;
    private long? _lastCommit;

    private ElasticsearchRows(
        ElasticsearchClient client, DocumentView view, string name, ElasticsearchOptions options,
        (TimeProvider Clock, CancellationToken Closing) host)
    {
        (_client, _view, Name, _host) = (client, view, name, (options, host.Clock));
        (_index, _documents) = (new ViewIndex(client, options, view), view.NewDocuments());
        _stored = new StoredDocuments(client, name, view);
        _retries = new Retries(view.View, options, host);
        _writer = new BulkWriter(client, name, _documents, options, _retries);
        _before = new RowsBefore(options.CacheBytes, Fetch);
    }

    /// <summary>The index.</summary>
    public string Name { get; }

    public string View => _view.View;

    /// <summary>Whether it is searched, so that each commit has to be made findable.</summary>
    public bool IsServing { get; set; }

    public int SchemaVersion { get; private set; }

    public RowStoreState State => _state;

    public bool IsShared => true;

    /// <summary>Begins an empty index.</summary>
    public static ElasticsearchRows Begin(
        ElasticsearchClient client, DocumentView view, (string Index, int SchemaVersion) made, ElasticsearchOptions options,
        (TimeProvider Clock, CancellationToken Closing) host)
    {
        var rows = new ElasticsearchRows(client, view, made.Index, options, host) { SchemaVersion = made.SchemaVersion };
        rows._before.BeginsEmpty();
        rows._batch = rows._settled = FirstAfter(0);
        rows._retries.Run(rows.WriteStand);
        return rows;
    }

    /// <summary>Opens an index as its owner; whoever owned it before is too late from here on. Null where the schema is
    /// another one.</summary>
    /// <exception cref="InvalidDataException">It does not say where it stands.</exception>
    public static ElasticsearchRows? Open(
        ElasticsearchClient client, DocumentView view, (string Index, int SchemaVersion) wanted, ElasticsearchOptions options,
        (TimeProvider Clock, CancellationToken Closing) host)
    {
        var rows = new ElasticsearchRows(client, view, wanted.Index, options, host);
        var found = rows._stored.Stand() ?? throw new InvalidDataException("it does not say where it stands");
        if (found.SchemaVersion != wanted.SchemaVersion) return null;
        rows.SchemaVersion = found.SchemaVersion;
        (rows._state, rows._settled) = (found.State, found.Settled);
        rows._opened = found.Settled;
        rows._mine = rows._batch = FirstAfter(found.Batch);
        rows._retries.Run(rows.WriteStand);
        rows.PutBack();
        return rows;
    }

    public void Prefetch(IReadOnlyCollection<byte[]> keys) => _before.Prefetch(keys);

    public byte[]? Read(ReadOnlySpan<byte> key) => _before.Read(key);

    public void Commit(RowBatch batch)
    {
        // A number that was tried is never used again: what became of it may be unknown.
        _batch++;
        var page = Gather(new RowRecords(batch.Records.Span));
        var state = batch.State with { Parking = batch.State.Parking ?? _state.Parking };
        KeepPace();
        Write(page);
        if (IsServing && page.Count > 0) _retries.Run(() => _index.Refresh(Name));
        Settle(state);
        foreach (var document in page) _before.Keep(document.Key, document.Row);
        _before.Clear();
    }

    public void Mend(RowMend mend)
    {
        // Whoever has changed documents by hand has raised their versions; this is beyond them.
        _batch += HandChangesMax;
        var page = Gather(mend);
        Write(page);
        _retries.Run(() => _index.Refresh(Name));
        Settle(mend.Batch.State with { Parking = _state.Parking });
        foreach (var document in page) _before.Keep(document.Key, document.Row);
        _before.Clear();
    }

    public void Scan(RowVisitor visit) => _retries.Run(() =>
    {
        _index.Refresh(Name);
        _stored.Walk(null, (key, row, _) => visit(key, row.Bytes));
    });

    /// <summary>Makes everything findable that was written while nobody searched it.</summary>
    public void Complete() => _retries.Run(() => _index.Refresh(Name));

    public void Dispose()
    {
        // Nothing is held: each request stands by itself.
    }

    private static long FirstAfter(long batch)
    {
        var opening = (batch >> (CommitBits + ChanceBits)) + 1;
        return ((opening << ChanceBits) + RandomNumberGenerator.GetInt32(1 << ChanceBits)) << CommitBits;
    }

    private List<PageDocument> Gather(RowRecords records)
    {
        var page = new List<PageDocument>();
        while (records.MoveNext())
        {
            if (records.IsRemoved)
                throw new NotSupportedException("A document keeps what it was before; a removed one could not.");
            var before = Read(records.Key);
            page.Add(new PageDocument(
                _documents.IdOf(records.Key), records.Key.ToArray(), records.Row.ToArray(),
                before is null ? null : new StoredRow(before, _settled)));
        }

        return page;
    }

    // They are as right before this commit as after it.
    private List<PageDocument> Gather(RowMend mend)
    {
        var page = new List<PageDocument>();
        var records = new RowRecords(mend.Batch.Records.Span);
        while (records.MoveNext())
        {
            var row = records.IsRemoved ? null : records.Row.ToArray();
            page.Add(new PageDocument(
                _documents.IdOf(records.Key), records.Key.ToArray(), row, row is null ? null : new StoredRow(row, _settled)));
        }

        return page;
    }

    private void Write(List<PageDocument> page)
    {
        try
        {
            _writer.Write(page, _batch);
        }
        catch (RowsRefusedException refusal)
        {
            // The page will come again without the events of these, and may not touch all that this one did.
            var refused = refusal.Rows.Select(row => row.Key).ToHashSet(RowKeys.Comparer);
            _batch++;
            _writer.Write(
                [.. page.Where(document => !refused.Contains(document.Key)).Select(document => document with
                {
                    Row = document.Former?.Bytes,
                })],
                _batch);
            throw;
        }
    }

    /// <summary>Undoes what a page left that never got as far as its stand.</summary>
    private void PutBack()
    {
        var page = new List<PageDocument>();
        _retries.Run(() =>
        {
            page.Clear();
            _index.Refresh(Name);
            _stored.Walk(_settled, (key, _, former) => page.Add(
                new PageDocument(_documents.IdOf(key), key, former?.Bytes, Former: null)));
        });
        if (page.Count == 0) return;
        _batch++;
        _writer.Write(page, _batch);
        _retries.Run(() => _index.Refresh(Name));
        Settle(_state);
    }

    /// <summary>Says where the index stands, and that all commits up to here belong to it.</summary>
    private void Settle(RowStoreState state)
    {
        var (formerState, formerSettled) = (_state, _settled);
        (_state, _settled) = (state, _batch);
        try
        {
            _retries.Run(WriteStand);
        }
        catch
        {
            (_state, _settled) = (formerState, formerSettled);
            throw;
        }
    }

    private void WriteStand()
    {
        var path = FormattableString.Invariant(
            $"{Name}/_doc/{Uri.EscapeDataString(ViewIndex.StandId)}?version={_batch}&version_type=external");
        try
        {
            _client.Send(HttpMethod.Put, path, new Stand(_state, _batch, _settled, SchemaVersion).Write()).Dispose();
        }
        catch (ElasticsearchException known) when (known.Status == 409 && _stored.Stand()?.Batch == _batch)
        {
            // It was sent before, and its answer was lost.
        }
    }

    private void KeepPace()
    {
        if (IsServing && _lastCommit is { } last)
            _retries.Pause(_host.Options.CommitInterval - _host.Clock.GetElapsedTime(last));
        _lastCommit = _host.Clock.GetTimestamp();
    }

    // What a former owner wrote after this one had begun is to be made again, not built upon.
    private void Fetch(IReadOnlyList<byte[]> keys, Action<byte[], byte[]?> tell) => _retries.Run(() => _stored.Find(
        keys, (key, row, former) => tell(key, row.Batch > _opened && row.Batch < _mine ? former?.Bytes : row.Bytes)));
}
