using System.Runtime.CompilerServices;
using Docket.Api.Sagas;
using Docket.Application.Checkout;
using Docket.Application.Checkout.Simulated;
using Docket.Application.Wire;
using Docket.Domain.Shared;
using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Journal.Deciding;
using Docket.Journal.Leasing;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Host.Demo;

/// <summary>
/// The lab's order saga: once where all goes well, and once for each step that fails, where the rest is taken back.
/// </summary>
internal sealed class SagaSteps(EmbeddedDocket docket, TimeProvider clock, string run)
{
    /// <summary>A name of its own: the demo must not run anybody's orders with participants that are none.</summary>
    private static readonly ProcessDefinition Saga = CheckoutProcesses.OrderSagaV1 with { Name = "demo-order-saga" };

    private static readonly ProcessCatalog Catalog = new(Saga);

    public Task<DemoStep> SucceedAsync(CancellationToken cancellationToken) => RunAsync(
        "Run the order saga: payment, inventory, shipping (simulated; the payment's first answer is lost)", "ok",
        name => name == ParticipantNames.Payments ? new SimulatedFaults { UnknownFirst = 1 } : SimulatedFaults.None,
        ProcessStatus.Completed, cancellationToken);

    /// <summary>Every position at which it can fail, first to last.</summary>
    public async IAsyncEnumerable<DemoStep> CompensateAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await FailAtAsync(
            ParticipantNames.Payments, "The card was declined.", "payment fails, and there is nothing to take back",
            cancellationToken);
        yield return await FailAtAsync(
            ParticipantNames.Stock, "Nothing left.", "inventory fails, and the payment is taken back",
            cancellationToken);
        yield return await FailAtAsync(
            ParticipantNames.Shipping, "No carrier goes there.",
            "shipping fails, and what was done is taken back, last to first", cancellationToken);
    }

    private Task<DemoStep> FailAtAsync(
        string who, string why, string what, CancellationToken cancellationToken) => RunAsync(
            $"Run the order saga again: {what}", $"no-{who}",
            name => name == who ? new SimulatedFaults { Refuses = why } : SimulatedFaults.None,
            ProcessStatus.Compensated, cancellationToken);

    private async Task<DemoStep> RunAsync(
        string title, string suffix, Func<string, SimulatedFaults> faults, string expected, CancellationToken cancellationToken)
    {
        var codec = DocketCodec.Create();
        var participants = Saga.Steps.Select(step => step.Participant!).ToDictionary(
            name => name, name => (IParticipant)new SimulatedParticipant(name, faults(name), clock));
        await using var host = new ProcessHost(
            docket.Journal, codec, Catalog, participants, new InProcessLeases(clock),
            new ProcessHostOptions { Owner = $"demo-{run}", Clock = clock }, docket.Snapshots);
        host.Start();
        var desk = new ProcessService(docket.Journal, codec, Catalog, clock, new DeciderRunnerOptions(), docket.Snapshots);
        var id = $"demo-{run}-{suffix}";
        await desk.StartAsync(Saga.Name, id, Input(), new CommandContext { Actor = "demo" }, cancellationToken);
        var ended = await desk.WaitUntilSettledAsync(id, cancellationToken);
        if (ended.Status != expected) throw new FailureException($"The demo's saga is {ended.Status}: {ended.Waiting?.Reason}");
        var told = (await new SagaReader(desk).FindAsync(id, cancellationToken))!;
        return DemoStep.Of(title, [.. SagaTable.Lines(told)]);
    }

    private JsonText Input() => new CheckoutRequest(
        new OrderId("demo-" + run), new CustomerId("demo-anna"), null, new Currency("EUR"), new Money(4340),
        [new CheckoutLine(new Sku("mug-blue"), 2)]).ToInput();
}
