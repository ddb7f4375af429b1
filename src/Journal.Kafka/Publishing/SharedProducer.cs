using Confluent.Kafka;

namespace Docket.Journal.Kafka.Publishing;

/// <summary>A producer that several calls use. One that has failed is retired: it is closed when the last of them is done.</summary>
internal sealed class SharedProducer(Func<IProducer<byte[], byte[]>> open) : IDisposable
{
    private readonly Lock _gate = new();
    private Use? _current;

    /// <summary>The producer of now; to be given back.</summary>
    public Use Take()
    {
        lock (_gate)
        {
            _current ??= new Use(open());
            _current.Users++;
            return _current;
        }
    }

    public void GiveBack(Use use, bool retire)
    {
        lock (_gate)
        {
            use.Users--;
            if (retire && ReferenceEquals(use, _current)) _current = null;
            if (use.Users > 0 || ReferenceEquals(use, _current)) return;
        }

        use.Producer.Dispose();
    }

    public void Dispose()
    {
        Use? last;
        lock (_gate) (last, _current) = (_current, null);
        if (last is { Users: 0 }) last.Producer.Dispose();
    }

    internal sealed class Use(IProducer<byte[], byte[]> producer)
    {
        public IProducer<byte[], byte[]> Producer { get; } = producer;

        /// <summary>Guarded by the owner's gate.</summary>
        public int Users { get; set; }
    }
}
