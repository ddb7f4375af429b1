using System.Text;
using Docket.Journal.Copying;
using Docket.Journal.Files.Format;
using Docket.Journal.Files.Reading;
using Docket.Journal.Files.Segments;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Copying;

/// <summary>Gathers whole batches of a scan, with copies of their bytes.</summary>
internal sealed class CollectingVisitor : IRecordVisitor
{
    private readonly NameTable _names = new();
    private List<StoredEvent> _events = [];
    private List<LedgerEntry> _commands = [];

    public int Count => _events.Count + _commands.Count;

    public void OnEvent(in EventBody recorded, long offset) => _events.Add(new StoredEvent
    {
        Stream = StreamName.FromStored(_names.Get(recorded.Category), Encoding.ASCII.GetString(recorded.Id)),
        Version = recorded.Version,
        Position = recorded.Position,
        Type = _names.Get(recorded.Type),
        RecordedAt = new DateTimeOffset(recorded.RecordedAtTicks, TimeSpan.Zero),
        Metadata = recorded.Metadata.ToArray(),
        Data = recorded.Data.ToArray(),
    });

    public void OnLedgerEntry(ReadOnlySpan<byte> body, long offset) => _commands.Add(LedgerBody.TryRead(body)!);

    public void OnBatchEnd(in BatchHeader batch, long end)
    {
    }

    /// <summary>What was gathered since the last time.</summary>
    public JournalPiece Take()
    {
        var piece = new JournalPiece(_events, _commands);
        (_events, _commands) = ([], []);
        return piece;
    }
}
