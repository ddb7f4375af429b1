using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>
/// How far a generation is: the row with the empty key, written in the same part as the rows that it speaks of.
/// </summary>
internal readonly record struct Stand(RowStoreState State, long Batch)
{
    /// <summary>Reads a generation's newest; null where there is none.</summary>
    public static Stand? Find(AnswerReader answer) =>
        answer.MoveNext() ? new Stand(RowStateBytes.Read(answer.Bytes()), answer.Number()) : null;
}
