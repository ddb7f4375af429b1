using Confluent.Kafka;

namespace Docket.Journal.Kafka.Publishing;

/// <summary>Which errors say no to a record for good, and which only for now.</summary>
internal static class Refusals
{
    /// <summary>Whether sending the same record again would get the same answer.</summary>
    public static bool IsForGood(Error error) => error.Code is
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge or ErrorCode.InvalidMsg or ErrorCode.InvalidRecord
        or ErrorCode.InvalidTimestamp or ErrorCode.InvalidMsgSize or ErrorCode.PolicyViolation
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed;

    /// <summary>Whether the producer failed over something else, most likely another partition's record.</summary>
    public static bool IsOfProducer(Error error) => error.Code is
        ErrorCode.Local_Fatal or ErrorCode.Local_GaplessGuarantee or ErrorCode.Local_PurgeQueue
        or ErrorCode.Local_PurgeInflight;
}
