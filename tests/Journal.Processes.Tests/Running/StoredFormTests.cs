using System.Text;
using System.Text.Json;
using Docket.Journal.InMemory;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Serialization;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>What is stored is read for ever: the names and fields here may grow and never change.</summary>
public sealed class StoredFormTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_event_is_stored_under_its_name_and_read_back()
    {
        var recorded = await ReadBackAsync(
            new ProcessStarted("j", "journey", 1, new JsonText("""{"seats":2}"""), "c") { At = Noon },
            new StepTried("hotel", CallKind.Compensation, 2, "j/hotel/undo") { At = Noon },
            new StepSucceeded("hotel", CallKind.Action, 2, new JsonText("\"room 7\""), "hotel_booked") { At = Noon },
            new StoppedForPerson("hotel", CallKind.Action, "lost", Failed: false) { At = Noon },
            new PersonDecided(PersonsChoice.Compensate, "It was seen.") { At = Noon });

        Assert.Equal(
            [
                """saga.started.v1 {"id":"j","definition":"journey","version":1,"input":{"seats":2},"correlation":"c","at":"2026-01-01T12:00:00+00:00"}""",
                """saga.step_tried.v1 {"step":"hotel","kind":"compensation","try":2,"key":"j/hotel/undo","at":"2026-01-01T12:00:00+00:00"}""",
                """saga.step_succeeded.v1 {"step":"hotel","kind":"action","try":2,"output":"room 7","status":"hotel_booked","at":"2026-01-01T12:00:00+00:00"}""",
                """saga.stopped_for_person.v1 {"step":"hotel","kind":"action","reason":"lost","failed":false,"at":"2026-01-01T12:00:00+00:00"}""",
                """saga.person_decided.v1 {"choice":"compensate","reason":"It was seen.","at":"2026-01-01T12:00:00+00:00"}""",
            ],
            recorded.Select(one => $"{one.Type} {Encoding.UTF8.GetString(one.Data.Span)}"));
        Assert.Equal(new JsonText("""{"seats":2}"""), ((ProcessStarted)recorded[0].Payload).Input);
    }

    [Fact]
    public void A_state_in_a_snapshot_is_the_state()
    {
        var state = Deciding.Examples.HotelInDoubt.Aggregate(Process.Initial, Process.Evolve);
        var json = ProcessJson.Create().ProcessState;
        Assert.Equal(state, JsonSerializer.Deserialize(JsonSerializer.Serialize(state, json), json));
    }

    private static async Task<List<RecordedEvent>> ReadBackAsync(params ProcessEvent[] events)
    {
        await using var journal = new InMemoryEventStore(Journey.Codec, TimeProvider.System);
        var stream = ProcessService.StreamOf("j");
        await journal.AppendAsync(
            new AppendRequest(stream, ExpectedVersion.NoStream, events.Select(payload => new NewEvent(
                payload, new EventMetadata { EventId = Guid.CreateVersion7(Noon), OccurredAt = Noon })).ToValueList()),
            TestContext.Current.CancellationToken);
        return await journal.ReadStreamAsync(stream, StreamVersion.None, TestContext.Current.CancellationToken).ToListAsync();
    }
}
