using BenchmarkDotNet.Attributes;
using Docket.Journal.Files.Format;
using Docket.Journal.Files.Reading;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Benchmarks;

/// <summary>What one event costs the commit thread and a reader, apart from the disk and from JSON.</summary>
/// <remarks>In process, because the tool finds a project to build by the assembly's name, and projects here have shorter
/// ones.</remarks>
[InProcess]
[MemoryDiagnoser]
public class FormatBenchmarks
{
    private readonly BatchEncoder _encoder = new();
    private readonly EventDecoder _decoder = new(OrderNotes.Codec);
    private readonly StreamName _stream = new("order", "8471");
    private EncodedEvent _encoded;
    private byte[] _frame = [];

    [GlobalSetup]
    public void Encode()
    {
        _encoded = OrderNotes.Codec.Encode(OrderNotes.Event(OrderNotes.Order(8471), 8471));
        _encoder.Add(_stream, new StreamVersion(1), (new Position(1), 1), _encoded);
        _frame = _encoder.Finish(new Position(1), 1)[BatchHeader.Bytes..].ToArray();
    }

    [Benchmark]
    public int Encode_and_seal_one_event()
    {
        _encoder.Clear();
        return _encoder.Add(_stream, new StreamVersion(1), (new Position(1), 1), _encoded);
    }

    [Benchmark]
    public bool Check_one_record() => RecordFrame.IsIntact(_frame);

    [Benchmark]
    public RecordedEvent? Make_one_event_without_its_payload()
    {
        var body = _frame.AsMemory(RecordFrame.HeaderBytes);
        return EventBody.TryRead(body.Span, out var recorded) ? _decoder.Decode(recorded, body, EventFilter.All) : null;
    }

    [Benchmark]
    public object Encode_json_and_metadata() => OrderNotes.Codec.Encode(OrderNotes.Event(OrderNotes.Order(8471), 8471)).Data;

    [Benchmark]
    public ulong Hash_a_stream_name() => StableHash.OfStream(_stream);
}
