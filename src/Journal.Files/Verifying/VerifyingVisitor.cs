using Docket.Journal.Files.Format;
using Docket.Journal.Files.Segments;

namespace Docket.Journal.Files.Verifying;

/// <summary>Checks what a scan tells, and passes it on to be indexed.</summary>
internal sealed class VerifyingVisitor(StreamCheck check, IndexingVisitor indexing, Action<long, string> onProblem)
    : IRecordVisitor
{
    public void OnEvent(in EventBody recorded, long offset)
    {
        if (check.OnEvent(recorded) is { } problem) onProblem(offset, problem);
        indexing.OnEvent(recorded, offset);
    }

    public void OnLedgerEntry(ReadOnlySpan<byte> body, long offset)
    {
        if (LedgerBody.TryRead(body) is { } entry && check.OnLedgerEntry(entry) is { } problem)
            onProblem(offset, problem);
        indexing.OnLedgerEntry(body, offset);
    }

    public void OnBatchEnd(in BatchHeader batch, long end) => indexing.OnBatchEnd(batch, end);
}
