using System.Text.Json.Serialization;
using Docket.Journal.Outbox;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Spec;

/// <summary>The contract suite's facts: plain enough that any store can hold them.</summary>
public sealed record Noted(string Text, int Number);

/// <summary>A second type, so that filters have something to leave out.</summary>
public sealed record Counted(int Number);

/// <summary>Makes what the suites append.</summary>
public static class Notes
{
    public static readonly DateTimeOffset Noon = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);

    public const string NotedType = "spec.noted.v1";
    public const string CountedType = "spec.counted.v1";

    public static EventCodec Codec { get; } = new EventCodecBuilder()
        .Add("spec.noted", 1, NotesJson.Default.Noted)
        .Add("spec.counted", 1, NotesJson.Default.Counted)
        .Build();

    public static StreamName Stream(string id) => new("note", id);

    public static NewEvent Event(object payload) =>
        new(payload, new EventMetadata { EventId = Guid.CreateVersion7(Noon), OccurredAt = Noon, Actor = "spec" });

    public static NewEvent Note(string text, int number = 0) => Event(new Noted(text, number));

    /// <summary>Notes with these texts, as one append's events.</summary>
    public static ValueList<NewEvent> All(params string[] texts) => texts.Select(text => Note(text)).ToValueList();

    public static CommandKey Key(string key, ulong fingerprint = 1) => new(key, fingerprint);

    /// <summary>What is told of one event of an append.</summary>
    public static OutboxMessage Message(int number) =>
        new(Guid.CreateVersion7(Noon), number, "spec.told.v1", "{}"u8.ToArray());

    public static string TextOf(RecordedEvent recorded) => ((Noted)recorded.Payload).Text;
}

[JsonSerializable(typeof(Noted))]
[JsonSerializable(typeof(Counted))]
internal sealed partial class NotesJson : JsonSerializerContext;
