using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Running;

/// <summary>How instances are divided among processes: by the same rule as the outbox, and for ever.</summary>
internal static class ProcessPartitions
{
    public const int Count = OutboxPartitions.Count;

    public static int Of(StreamName instance) => OutboxPartitions.Of(instance.Id);
}
