namespace Docket.Journal.Kafka.Records;

/// <summary>Names of the headers that a record's meaning is in.</summary>
public static class HeaderNames
{
    /// <summary>The wire name of a journal event, text.</summary>
    public const string Type = "docket_type";

    /// <summary>What a journal event carries beside its payload; see <c>JournalRecord</c>.</summary>
    public const string Event = "docket_event";

    /// <summary>The one header of a watermark: a record that holds no event and that consumers of events skip.</summary>
    public const string Watermark = "docket_watermark";

    /// <summary>A public event's place in the journal, decimal text.</summary>
    public const string Position = "docket_position";
}
