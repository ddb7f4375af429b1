using System.Buffers;
using System.Collections.Immutable;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;

namespace Docket.Journal.Projections;

/// <summary>Which streams stand still in a view, and which events an operator left out of it. Stored with the view's checkpoint.</summary>
public sealed record Parking
{
    private Parking(ImmutableDictionary<StreamName, ParkedStream> streams, ImmutableSortedSet<long> skipped)
    {
        Streams = streams;
        Skipped = skipped;
    }

    /// <summary>Nothing stands still.</summary>
    public static Parking None { get; } =
        new(ImmutableDictionary<StreamName, ParkedStream>.Empty, ImmutableSortedSet<long>.Empty);

    /// <summary>The parked streams.</summary>
    public ImmutableDictionary<StreamName, ParkedStream> Streams { get; }

    /// <summary>Positions of the events left out for good.</summary>
    public ImmutableSortedSet<long> Skipped { get; }

    /// <summary>The parked stream of this name, or null where it is not parked.</summary>
    public ParkedStream? Find(StreamName stream) => Streams.IsEmpty ? null : Streams.GetValueOrDefault(stream);

    /// <summary>With a stream parked, or told more of.</summary>
    public Parking With(ParkedStream parked) => new(Streams.SetItem(parked.Stream, parked), Skipped);

    /// <summary>With a stream going on.</summary>
    public Parking Without(StreamName stream) => new(Streams.Remove(stream), Skipped);

    /// <summary>With an event left out.</summary>
    public Parking Skip(Position position) => new(Streams, Skipped.Add(position.Value));

    /// <summary>Only what an operator decided: what a rebuilt view begins with.</summary>
    public Parking OnlySkipped => Skipped.IsEmpty ? None : new Parking(None.Streams, Skipped);

    internal byte[] Write()
    {
        var target = new ArrayBufferWriter<byte>();
        var writer = new RowWriter(target);
        writer.WriteUnsigned((ulong)Skipped.Count);
        foreach (var position in Skipped) writer.WriteSigned(position);
        writer.WriteUnsigned((ulong)Streams.Count);
        foreach (var parked in Streams.Values)
        {
            writer.WriteText(parked.Stream.ToString());
            writer.WriteSigned(parked.Version.Value);
            writer.WriteSigned(parked.Position.Value);
            writer.WriteText(parked.Type);
            writer.WriteText(parked.Error);
            writer.WriteSigned(parked.Attempts);
            writer.WriteInstant(parked.Since);
            writer.WriteSigned(parked.Waiting);
        }

        return target.WrittenSpan.ToArray();
    }

    /// <summary>As it was stored with a checkpoint; nothing for null.</summary>
    public static Parking Read(byte[]? bytes)
    {
        if (bytes is null or { Length: 0 }) return None;
        var reader = new RowReader(bytes);
        var skipped = ImmutableSortedSet.CreateBuilder<long>();
        for (var left = reader.ReadUnsigned(); left > 0; left--) skipped.Add(reader.ReadSigned());
        var streams = ImmutableDictionary.CreateBuilder<StreamName, ParkedStream>();
        for (var left = reader.ReadUnsigned(); left > 0; left--)
        {
            var parked = ReadStream(ref reader);
            streams.Add(parked.Stream, parked);
        }

        return new Parking(streams.ToImmutable(), skipped.ToImmutable());
    }

    private static ParkedStream ReadStream(ref RowReader reader) => new(
        StreamName.TryParse(reader.ReadText(), out var stream) ? stream : throw new InvalidDataException("A parked stream has no name."),
        new StreamVersion(reader.ReadSigned()),
        new Position(reader.ReadSigned()),
        reader.ReadText(),
        reader.ReadText(),
        reader.ReadInt32(),
        reader.ReadInstant(),
        reader.ReadSigned());
}
