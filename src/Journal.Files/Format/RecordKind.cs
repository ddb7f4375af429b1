namespace Docket.Journal.Files.Format;

/// <summary>The first byte of a record's body.</summary>
internal enum RecordKind : byte
{
    Event = 1,
    Ledger = 2,
}
