using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Docket.Kafka.Mock;

/// <summary>
/// A broker for tests in this process, on a loopback port: clients in any process talk to it. It keeps everything in
/// memory, at most 5 MiB or 100,000 batches a partition, and knows no admin calls: topics are made here.
/// </summary>
public sealed class MockCluster : IDisposable
{
    private const short ProduceRequest = 0;
    private static readonly TimeSpan TakenMax = TimeSpan.FromSeconds(20);
    private readonly nint _handle;
    private readonly nint _cluster;
    private readonly int _brokers;
    private readonly List<Socket> _ports = [];

    /// <summary>Starts it.</summary>
    public unsafe MockCluster(int brokers = 1)
    {
        // The client's loader has found the library by now, wherever its package keeps it.
        Library.Load(null);
        const int errorBytes = 512;
        var error = stackalloc byte[errorBytes];
        var settings = MockCalls.NewSettings();
        // The handle only keeps the books: that it has no broker to talk to is not worth a warning.
        Require(MockCalls.Set(settings, "log_level", "3", error, errorBytes));
        _handle = MockCalls.NewHandle(MockCalls.ProducerKind, settings, error, errorBytes);
        if (_handle == 0) throw new InvalidOperationException(Marshal.PtrToStringUTF8((nint)error));
        _cluster = MockCalls.NewCluster(_handle, _brokers = brokers);
        MockCalls.DelayFirstRebalance(_cluster, 0);
        Servers = Marshal.PtrToStringUTF8(MockCalls.Servers(_cluster))!;
    }

    /// <summary>What clients connect to.</summary>
    public string Servers { get; }

    /// <summary>Makes a topic.</summary>
    public void CreateTopic(string topic, int partitions) =>
        Require(MockCalls.CreateTopic(_cluster, topic, partitions, _brokers));

    /// <summary>What retention does.</summary>
    public void DropBefore(string topic, int partition, long offset) =>
        Require(MockCalls.DeleteRecords(_cluster, topic, partition, offset));

    /// <summary>Answers so to the next requests to write, one after the other.</summary>
    public unsafe void FailWrites(params ErrorCode[] answers)
    {
        var codes = Array.ConvertAll(answers, answer => (int)answer);
        fixed (int* first = codes) MockCalls.PushErrors(_cluster, ProduceRequest, codes.Length, first);
    }

    /// <summary>Answers so to whoever asks about a topic.</summary>
    public void SetTopicError(string topic, ErrorCode error) => MockCalls.SetTopicError(_cluster, topic, (int)error);

    /// <summary>Cuts every connection and takes no new one.</summary>
    public void TakeDown()
    {
        for (var broker = 1; broker <= _brokers; broker++) Require(MockCalls.SetBrokerDown(_cluster, broker));
        if (_ports.Count == 0) _ports.AddRange(Servers.Split(',').Select(server => Hold(IPEndPoint.Parse(server))));
    }

    /// <summary>Takes connections again; what was kept is still there.</summary>
    public void BringUp()
    {
        for (var broker = 1; broker <= _brokers; broker++) Require(MockCalls.SetBrokerUp(_cluster, broker));
    }

    /// <summary>Answers so much later.</summary>
    public void DelayAnswers(TimeSpan delay)
    {
        for (var broker = 1; broker <= _brokers; broker++)
            Require(MockCalls.SetBrokerDelay(_cluster, broker, (int)delay.TotalMilliseconds));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        MockCalls.DestroyCluster(_cluster);
        MockCalls.DestroyHandle(_handle);
        foreach (var port in _ports) port.Dispose();
    }

    /// <summary>Keeps a port from being given to another's connection. The broker can listen on it all the same, and ends the
    /// whole process where it cannot.</summary>
    private static Socket Hold(IPEndPoint port)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var socket = new Socket(port.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(port);
                return socket;
            }
            catch (SocketException taken) when (
                taken.SocketErrorCode == SocketError.AddressAlreadyInUse && clock.Elapsed < TakenMax)
            {
                // By a connection that has begun between the two calls.
                socket.Dispose();
                Thread.Yield();
            }
        }
    }

    private static void Require(int error)
    {
        if (error != 0) throw new KafkaException((ErrorCode)error);
    }
}
