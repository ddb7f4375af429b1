using System.Buffers;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>A generation with its row type known: what queries read from.</summary>
public sealed class ViewGeneration<TKey, TRow, TFigures> : ViewGeneration
    where TKey : notnull
    where TRow : class
    where TFigures : IRowFigures<TKey, TRow>
{
    private readonly IProjection<TKey, TRow> _projection;
    private readonly IRowCodec<TKey, TRow> _codec;
    private readonly EventAttempt _attempt;
    private readonly PageChanges<TKey, TRow> _page;
    private readonly HashSet<TKey> _touched = [];
    private readonly RowBatch _batch = new();
    private readonly ArrayBufferWriter<byte> _keyBytes = new(64);
    private readonly ArrayBufferWriter<byte> _rowBytes = new(1024);
    private readonly TFigures _figures;
    private readonly Lock _figuresGate = new();
    private bool _keysNeedPayload;

    internal ViewGeneration(
        ViewDefinition<TKey, TRow, TFigures> definition, IRowStore rows, Parking? inherited, EventAttempt attempt)
        : base(rows, inherited)
    {
        _projection = definition.Projection;
        _codec = definition.Codec;
        _attempt = attempt;
        _page = new PageChanges<TKey, TRow>(_projection, Load);
        _figures = definition.NewFigures();
        if (definition.FiguresNeedRows) rows.Scan(ShowToFigures);
    }

    /// <summary>The row of a key as of the last page, or null. Costs a read of the store and decoding.</summary>
    public TRow? Find(TKey key)
    {
        var keyBytes = new ArrayBufferWriter<byte>(64);
        _codec.WriteKey(key, new RowWriter(keyBytes));
        return Stored.Read(keyBytes.WrittenSpan) is { } row ? Decode(key, row) : null;
    }

    /// <summary>Reads the figures; the view cannot change them meanwhile, so be quick and take copies.</summary>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<TFigures, TArgument, TResult> read)
    {
        lock (_figuresGate) return read(_figures, argument);
    }

    /// <inheritdoc/>
    public override ValueTask ApplyAsync(
        IReadOnlyList<RecordedEvent> events, Position through, CancellationToken cancellationToken) =>
        ApplyAsync(events, through, isAwaited: true, cancellationToken);

    internal override ValueTask ApplyAheadAsync(EventPage page, CancellationToken cancellationToken) =>
        ApplyAsync(page.Events, page.Through, page.Events.Count < DecodedAhead.EventsMin, cancellationToken);

    private async ValueTask ApplyAsync(
        IReadOnlyList<RecordedEvent> events, Position through, bool isAwaited, CancellationToken cancellationToken)
    {
        // What was read ahead for this view alone; smaller pages are fresh, and other views use the same payloads.
        var isLarge = Stored.IsShared && events.Count >= DecodedAhead.EventsMin;
        await FetchRowsOfAsync(events, through, isLarge);
        for (var refusals = new PageRefusals(); ;)
        {
            _page.Clear();
            var parking = Parking;
            await DecodedAhead.ForEachAsync(events, isLarge, isLarge, async recorded =>
            {
                if (IsNew(recorded, through))
                    parking = await ApplyOneAsync(recorded, parking, refusals, cancellationToken);
            });

            var applied = events.Where(recorded => IsNew(recorded, through));
            if (TryCommit(through > Checkpoint ? through : Checkpoint, parking, refusals, applied, isAwaited)) return;
        }
    }

    internal override async ValueTask ResumeAsync(
        ParkedStream parked, IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        for (var refusals = new PageRefusals(); ;)
        {
            _page.Clear();
            var parking = Parking.Without(parked.Stream);
            foreach (var recorded in events) parking = await ApplyOneAsync(recorded, parking, refusals, cancellationToken);

            // The same event failing again is the same story: it stays known since when, and how often it was tried.
            if (parking.Find(parked.Stream) is { } again && again.Position == parked.Position)
                parking = parking.With(again with { Since = parked.Since, Attempts = parked.Attempts + again.Attempts });
            if (TryCommit(Checkpoint, parking, refusals, events, isAwaited: true)) return;
        }
    }

    internal override void Persist()
    {
        // A shared one was written at every page, by whoever may.
        if (!Stored.IsShared && Stored.State.Checkpoint != Checkpoint) Write(State with { Parking = null });
    }

    private async ValueTask<Parking> ApplyOneAsync(
        RecordedEvent recorded, Parking parking, PageRefusals refusals, CancellationToken cancellationToken)
    {
        if (parking.Skipped.Contains(recorded.Position.Value)) return parking;
        // Before the parked event there is something to apply only where a view is made again as it is kept.
        if (parking.Find(recorded.Stream) is { } parked && recorded.Position >= parked.Position)
            return parking.With(parked with { Waiting = parked.Waiting + 1 });
        if (refusals.Of(recorded) is { } refused)
            return parking.With(_attempt.Refused(recorded, refused.Refusal, refused.Reason));
        try
        {
            _page.Apply(recorded);
            return parking;
        }
        catch (Exception failure) when (failure is not ViewStorageException)
        {
            return await _attempt.AgainAsync(_page.Apply, recorded, failure, cancellationToken) is { } still
                ? parking.With(still)
                : parking;
        }
    }

    private bool IsNew(RecordedEvent recorded, Position through) =>
        recorded.Position > Checkpoint && recorded.Position <= through;

    /// <summary>Writes the page; false where the engine refuses some rows for good, and the page is to be made without.</summary>
    private bool TryCommit(
        Position through, Parking parking, PageRefusals refusals, IEnumerable<RecordedEvent> events, bool isAwaited)
    {
        try
        {
            Commit(through, parking, isAwaited);
            return true;
        }
        catch (RowsRefusedException refusal)
        {
            refusals.TakeIn(refusal, events, (recorded, refused) =>
                _projection.KeysOf(recorded).Any(key => KeyBytes(key).SequenceEqual(refused)));
            return false;
        }
    }

    private void Commit(Position through, Parking parking, bool isAwaited)
    {
        _batch.Clear();
        var (rows, hash) = (Rows, Hash);
        foreach (var (key, change) in _page.Changes)
            if (!ReferenceEquals(change.After, change.Before.Row)) Gather(key, change, ref rows, ref hash);

        var parkingChanged = !ReferenceEquals(parking, ParkingWritten);
        var state = new RowStoreState(through, rows, hash, parkingChanged ? parking.Write() : null);

        // A page that changes nothing but the checkpoint is not worth a write: reading it again would change nothing either.
        // Where others read from here how far the view is, they want to know that too.
        var isMoved = Stored.IsShared && through != Checkpoint;
        if (!_batch.Records.IsEmpty || parkingChanged || isMoved) Write(state, isAwaited);
        State = state;
        ParkingWritten = parking;
        Keep(parking);
    }

    private void Write(RowStoreState state, bool isAwaited = true)
    {
        (_batch.State, _batch.IsAwaited) = (state, isAwaited);
        Stored.Commit(_batch);
        lock (_figuresGate)
            foreach (var (key, change) in _page.Changes)
                if (!ReferenceEquals(change.After, change.Before.Row)) _figures.Change(key, change.Before.Row, change.After);
        _page.Clear();
        _batch.Clear();
    }

    private void Gather(TKey key, RowChange<TRow> change, ref long rows, ref UInt128 hash)
    {
        var keyBytes = KeyBytes(key);
        if (Stored.WantsObjects) _batch.Describe(new ChangedRow(key, change.Before.Row, change.After));
        if (change.Before.Bytes is { } before)
        {
            rows--;
            hash -= RowHash.Of(keyBytes, before);
        }

        if (change.After is null)
        {
            _batch.Remove(keyBytes);
            return;
        }

        _rowBytes.ResetWrittenCount();
        _codec.WriteRow(key, change.After, new RowWriter(_rowBytes));
        rows++;
        hash += RowHash.Of(keyBytes, _rowBytes.WrittenSpan);
        _batch.Put(keyBytes, _rowBytes.WrittenSpan);
    }

    /// <summary>Names the rows that these events will touch.</summary>
    private async ValueTask FetchRowsOfAsync(IReadOnlyList<RecordedEvent> events, Position through, bool isLarge)
    {
        if (!Stored.IsShared) return;
        // Kept from page to page: a new one would grow through the heap of large objects each time.
        _touched.Clear();
        await DecodedAhead.ForEachAsync(events, isLarge && _keysNeedPayload, forgets: false, recorded =>
        {
            if (IsNew(recorded, through)) AddKeysOf(recorded);
            return ValueTask.CompletedTask;
        });
        if (isLarge) _keysNeedPayload = events[^1].IsDecoded;
        Stored.Prefetch([.. _touched.Select(key => KeyBytes(key).ToArray())]);
    }

    private void AddKeysOf(RecordedEvent recorded)
    {
        try
        {
            foreach (var key in _projection.KeysOf(recorded)) _touched.Add(key);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It fails again when its turn comes, and is parked then.
        }
    }

    private RowBefore<TRow> Load(TKey key)
    {
        try
        {
            return Stored.Read(KeyBytes(key)) is { } row ? new RowBefore<TRow>(Decode(key, row), row) : default;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or ObjectDisposedException)
        {
            // The event is not to blame, so its stream must not be parked for it.
            throw new ViewStorageException($"A row of the view {_projection.Name} cannot be read: {failure.Message}", failure);
        }
    }

    private ReadOnlySpan<byte> KeyBytes(TKey key)
    {
        _keyBytes.ResetWrittenCount();
        _codec.WriteKey(key, new RowWriter(_keyBytes));
        return _keyBytes.WrittenSpan;
    }

    private TRow Decode(TKey key, ReadOnlySpan<byte> row)
    {
        var reader = new RowReader(row);
        return _codec.ReadRow(key, ref reader);
    }

    private void ShowToFigures(ReadOnlySpan<byte> keyBytes, ReadOnlySpan<byte> row)
    {
        var reader = new RowReader(keyBytes);
        var key = _codec.ReadKey(ref reader);
        _figures.Change(key, null, Decode(key, row));
    }
}
