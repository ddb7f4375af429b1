using System.Collections.Concurrent;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Projections.Tests.Given;

/// <summary>A stream's tally.</summary>
public sealed record Tally(long Sum, long Version);

/// <summary>Adds up streams: a row a stream, and the sum over all of them as the figure.</summary>
public sealed class TallyProjection : IProjection<string, Tally>
{
    public string Name => "tally";

    public int SchemaVersion { get; init; } = 1;

    public IReadOnlyCollection<Type> Handles { get; } = [typeof(Added), typeof(Odd)];

    /// <summary>Whether an <see cref="Odd"/> event can be applied: as after a fix of the code.</summary>
    public bool IsMended { get; set; }

    /// <summary>What it counts too much each time: as before a fix of the code.</summary>
    public int Slip { get; set; }

    /// <summary>Sees each event before it is applied, and may hold it up there; null for nobody.</summary>
    public Action<RecordedEvent>? Applying { get; set; }

    /// <summary>Every position applied, each time it was.</summary>
    public ConcurrentQueue<long> Applied { get; } = new();

    public ValueList<string> KeysOf(RecordedEvent recorded) => [recorded.Stream.Id];

    public Tally? Apply(string key, Tally? row, RecordedEvent recorded)
    {
        Applying?.Invoke(recorded);
        Applied.Enqueue(recorded.Position.Value);
        var amount = recorded.Payload switch
        {
            Added e => e.Amount,
            Odd e when IsMended => e.Amount,
            _ => throw new InvalidOperationException("This is too odd."),
        };
        return new Tally((row?.Sum ?? 0) + amount + Slip, recorded.Version.Value);
    }
}

internal sealed class TallyCodec : IRowCodec<string, Tally>
{
    public void WriteKey(string key, RowWriter writer) => writer.WriteText(key);

    public string ReadKey(ref RowReader reader) => reader.ReadText();

    public void WriteRow(string key, Tally row, RowWriter writer)
    {
        writer.WriteSigned(row.Sum);
        writer.WriteSigned(row.Version);
    }

    public Tally ReadRow(string key, ref RowReader reader) => new(reader.ReadSigned(), reader.ReadSigned());
}

/// <summary>The sum over all streams.</summary>
public sealed class GrandTotal : IRowFigures<string, Tally>
{
    public long Sum { get; private set; }

    public void Change(string key, Tally? before, Tally? after) => Sum += (after?.Sum ?? 0) - (before?.Sum ?? 0);
}
