using System.Reflection;
using System.Runtime.InteropServices;

namespace Docket.Kafka.Mock;

/// <summary>The calls of librdkafka's own broker for tests. They are part of the library, and not of its .NET face.</summary>
internal static partial class MockCalls
{
    public const int ProducerKind = 0;

    private const string Library = "librdkafka";

    /// <summary>The package has several builds; the client takes the first that this system can load, and so does this.</summary>
    private static readonly string[] Builds = [Library, "centos8-librdkafka", "alpine-librdkafka"];

    static MockCalls() => NativeLibrary.SetDllImportResolver(typeof(MockCalls).Assembly, Find);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint NewSettings();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int Set(nint settings, string name, string value, byte* error, nint errorBytes);

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    public static unsafe partial nint NewHandle(int kind, nint settings, byte* error, nint errorBytes);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    public static partial void DestroyHandle(nint handle);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint NewCluster(nint handle, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void DestroyCluster(nint cluster);

    /// <summary>The text stays the cluster's.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial nint Servers(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void DelayFirstRebalance(nint cluster, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetTopicError(nint cluster, string topic, int error);

    [LibraryImport(
        Library, EntryPoint = "rd_kafka_mock_partition_delete_records", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DeleteRecords(nint cluster, string topic, int partition, long beforeOffset);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static unsafe partial void PushErrors(nint cluster, short request, nint count, int* errors);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int SetBrokerDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int SetBrokerUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int SetBrokerDelay(nint cluster, int broker, int milliseconds);

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (var build in Builds)
            if (name == Library && NativeLibrary.TryLoad(build, assembly, path, out var loaded)) return loaded;
        return 0; // as without this: the failure says where it was looked for
    }
}
