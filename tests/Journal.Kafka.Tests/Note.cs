using System.Text.Json.Serialization;
using Docket.Journal.InMemory;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Kafka.Tests;

/// <summary>The only things that ever happen in these tests.</summary>
internal sealed record Note(string Text)
{
    public static EventCodec Codec { get; } = new EventCodecBuilder()
        .Add("note.made", 1, NoteJson.Default.Note)
        .Add("note.struck", 1, NoteJson.Default.StruckNote)
        .Build();

    public static InMemoryEventStore NewJournal() => new(Codec, TimeProvider.System);

    /// <summary>Appends events to streams in turn: event n goes to stream n modulo their number.</summary>
    public static async Task AppendAsync(InMemoryEventStore journal, int events, int streams)
    {
        for (var n = 0; n < events;)
        {
            var together = Math.Min(256, events - n);
            var appends = Enumerable.Range(n, together).Select(k => AppendAsync(journal, $"s{k % streams}", new Note($"{k}")));
            await Task.WhenAll(appends);
            n += together;
        }
    }

    public static Task<AppendResult> AppendAsync(InMemoryEventStore journal, string id, object payload) => journal.TryAppendAsync(
        new AppendRequest(new StreamName("note", id), ExpectedVersion.Any, ValueList.Create<NewEvent>([New(payload)]), null),
        TestContext.Current.CancellationToken).AsTask();

    private static NewEvent New(object payload)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new NewEvent(payload, new EventMetadata { EventId = Guid.CreateVersion7(now), OccurredAt = now, Actor = "test" });
    }
}

internal sealed record StruckNote(int Number);

[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(StruckNote))]
internal sealed partial class NoteJson : JsonSerializerContext;
