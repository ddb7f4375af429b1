using System.Globalization;
using Docket.Application.Checkout;
using Docket.Domain.Shared;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Host.Bench;

/// <summary>A checkout whose first participant said "not now", as the rules write it down.</summary>
internal static class WaitingInstance
{
    private static readonly ProcessDefinition Definition = CheckoutProcesses.Catalog.Newest(CheckoutProcesses.Checkout);

    public static IEnumerable<(StreamName Stream, ValueList<NewEvent> Events)> Of(
        ProcessRuntime runtime, int number, TimeSpan wait)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"w{number}");
        var (step, version) = (Definition.Steps[0].Name, Definition.Version);
        var notNow = new RecordOutcome(step, CallKind.Action, 1, new StepOutcome.FailedForNow("Busy.", wait), 0) { At = now };
        if (runtime == ProcessRuntime.Orchestrated)
        {
            var start = new StartProcess(id, CheckoutProcesses.Checkout, version, InputOf(id), id) { At = now };
            yield return (ProcessService.StreamOf(id), Decided(start, new Advance { At = now }, notNow));
            yield break;
        }

        var begin = Decided(new StartChoreography(id, CheckoutProcesses.Checkout, version, InputOf(id), id) { At = now });
        yield return (ProcessService.StreamOf(id), begin);
        var turn = new StartPart(step, ((ChoreographyStarted)begin[0].Payload).Brief) { At = now };
        yield return (ProcessService.StreamOf(id, step), Decided(turn, notNow));
    }

    private static JsonText InputOf(string id) => new CheckoutRequest(
        new OrderId(id), new CustomerId("ada"), "ada@example.org", new Currency("EUR"), new Money(2_500),
        [new CheckoutLine(new Sku("mug-blue"), 1)]).ToInput();

    private static ValueList<NewEvent> Decided(params ProcessCommand[] commands)
    {
        var (state, events) = (Process.Initial, new List<NewEvent>());
        foreach (var command in commands)
            foreach (var happened in Process.Decide(CheckoutProcesses.Catalog, state, command).Events)
            {
                state = Process.Evolve(state, happened);
                events.Add(new NewEvent(happened, new EventMetadata
                {
                    EventId = Guid.CreateVersion7(command.At),
                    OccurredAt = command.At,
                    CorrelationId = state.Correlation,
                    Actor = "bench",
                }));
            }

        return events.ToValueList();
    }
}
