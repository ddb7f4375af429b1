using System.Text;
using System.Text.Json.Serialization;
using Docket.Journal.Outbox;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Postgres.Tests;

/// <summary>The only thing that ever happens in these tests.</summary>
internal sealed record Note(string Text)
{
    public static EventCodec Codec { get; } = new EventCodecBuilder()
        .Add("note.made", 1, NoteJson.Default.Note)
        .Add("note.struck", 1, NoteJson.Default.StruckNote)
        .Build();

    public static AppendRequest Append(
        string id, ExpectedVersion expected, string? key, params object[] payloads) => new(
        new StreamName("note", id), expected,
        ValueList.Create<NewEvent>([.. payloads.Select(New)]),
        key is null ? null : new CommandKey(key, (UInt128)id.Length));

    public static AppendRequest Append(string id, params object[] payloads) =>
        Append(id, ExpectedVersion.Any, null, payloads);

    /// <summary>The same append, and a message of each of its events; it says the event's id.</summary>
    public static AppendRequest Told(AppendRequest append) => append with
    {
        Messages = append.Events
            .Select((noted, i) => Message(i, $"{{\"event_id\":\"{noted.Metadata.EventId}\"}}"))
            .ToValueList(),
    };

    public static OutboxMessage Message(int number, string payload) => new(
        Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), number, "note.told.v1", Encoding.UTF8.GetBytes(payload));

    private static NewEvent New(object payload)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new NewEvent(payload, new EventMetadata { EventId = Guid.CreateVersion7(now), OccurredAt = now });
    }
}

internal sealed record StruckNote(int Number);

[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(StruckNote))]
internal sealed partial class NoteJson : JsonSerializerContext;
