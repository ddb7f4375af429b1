using System.Text;

namespace Docket.Journal.Outbox;

/// <summary>How the outbox is divided: one aggregate's messages are always in one partition, and keep their order there.</summary>
public static class OutboxPartitions
{
    /// <summary>How many there are. Fixed for ever: another number would put an aggregate's next message elsewhere.</summary>
    public const int Count = 16;

    private const uint FnvOffset = 2_166_136_261;
    private const uint FnvPrime = 16_777_619;

    /// <summary>The partition of an aggregate, 0 to <see cref="Count"/> - 1: FNV-1a over the id's UTF-8 bytes.</summary>
    public static int Of(string aggregateId)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(aggregateId.Length)];
        var hash = FnvOffset;
        foreach (var one in bytes[..Encoding.UTF8.GetBytes(aggregateId, bytes)]) hash = (hash ^ one) * FnvPrime;
        return (int)(hash % Count);
    }
}
