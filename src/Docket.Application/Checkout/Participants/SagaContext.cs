using Docket.Journal.Deciding;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;

namespace Docket.Application.Checkout.Participants;

/// <summary>Who and why of the commands that a checkout sets off in Docket itself.</summary>
internal static class SagaContext
{
    private const string Actor = "checkout";

    public static CommandContext Of(StepCall call, CommandKey key) => new()
    {
        Key = key,
        CorrelationId = call.Correlation,
        CausationId = call.Process,
        SagaId = call.Process,
        Actor = Actor,
    };
}
