using Docket.Journal.Files.Format;

namespace Docket.Journal.Files.Segments;

/// <summary>Told of every record of every whole batch, in order.</summary>
internal interface IRecordVisitor
{
    void OnEvent(in EventBody recorded, long offset);

    void OnLedgerEntry(ReadOnlySpan<byte> body, long offset);

    /// <summary>The batch whose records were just told is whole, and ends here.</summary>
    void OnBatchEnd(in BatchHeader batch, long end);
}
