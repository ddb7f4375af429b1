using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Running;
using Docket.Journal.Store;

namespace Docket.Journal.Projections;

/// <summary>A view as its host and its operators know it: how far it is, and which generation serves.</summary>
public abstract class View
{
    private ViewGeneration? _serving;

    private protected View(string name, int schemaVersion, EventFilter filter, TimeProvider clock)
    {
        Name = name;
        SchemaVersion = schemaVersion;
        Filter = filter;
        Watermark = new Watermark(Position.Start, clock);
        Lag = new ViewLag(clock);
    }

    /// <summary>The view's name.</summary>
    public string Name { get; }

    /// <summary>See <see cref="IProjection{TKey,TRow}.SchemaVersion"/>.</summary>
    public int SchemaVersion { get; }

    /// <summary>The events it looks at.</summary>
    public EventFilter Filter { get; }

    /// <summary>How far it is; wakes who waits for it to be further.</summary>
    public Watermark Watermark { get; }

    /// <summary>How long events take until they are visible in it.</summary>
    public ViewLag Lag { get; }

    /// <summary>The streams that stand still in it.</summary>
    public Parking Parking => Volatile.Read(ref _serving)?.Parking ?? Parking.None;

    /// <summary>Rows held and their order-independent hash; nothing before it is open.</summary>
    public (long Rows, UInt128 Hash) Held => Volatile.Read(ref _serving) is { } serving ? serving.Held : default;

    /// <summary>Whether it can be asked: its storage could be used once since the start.</summary>
    public bool IsOpen => Volatile.Read(ref _serving) is not null;

    internal ViewGeneration Serving =>
        Volatile.Read(ref _serving) ?? throw new ViewStorageException($"The view {Name} is not open yet.");

    /// <summary>What served before the last rebuild, kept for going back.</summary>
    internal ViewGeneration? Former { get; set; }

    /// <summary>Held by whoever applies, swaps, retries or skips: one at a time. Readers never take it.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Puts a generation over rows, as they are or as a shadow that inherits what operators decided.</summary>
    internal abstract ViewGeneration Over(IRowStore rows, Parking? inherited);

    /// <summary>A key as a reader of a report knows it.</summary>
    internal abstract string NameOf(ReadOnlySpan<byte> key);

    /// <summary>Makes a generation the one that readers see, in one step.</summary>
    internal void Serve(ViewGeneration generation)
    {
        Volatile.Write(ref _serving, generation);
        Watermark.Advance(generation.Checkpoint);
    }
}

/// <summary>A view with its row type known: what its query reads from.</summary>
public sealed class View<TKey, TRow, TFigures> : View
    where TKey : notnull
    where TRow : class
    where TFigures : IRowFigures<TKey, TRow>
{
    private readonly ViewDefinition<TKey, TRow, TFigures> _definition;
    private readonly EventAttempt _attempt;

    internal View(
        ViewDefinition<TKey, TRow, TFigures> definition, EventFilter filter, TimeProvider clock, EventAttempt attempt)
        : base(definition.Projection.Name, definition.Projection.SchemaVersion, filter, clock)
    {
        _definition = definition;
        _attempt = attempt;
    }

    /// <summary>The generation that serves now. Take it once for one answer: a swap may come at any time.</summary>
    public ViewGeneration<TKey, TRow, TFigures> Current => (ViewGeneration<TKey, TRow, TFigures>)Serving;

    internal override ViewGeneration Over(IRowStore rows, Parking? inherited) =>
        new ViewGeneration<TKey, TRow, TFigures>(_definition, rows, inherited, _attempt);

    internal override string NameOf(ReadOnlySpan<byte> key)
    {
        var reader = new RowReader(key);
        return _definition.Codec.ReadKey(ref reader).ToString() ?? "";
    }
}
