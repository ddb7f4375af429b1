using Docket.Api.Operations;
using Docket.Journal.Store;

namespace Docket.Host.Composition;

/// <summary>The service is ready when its journal can be written and every view has once seen all that was there at
/// the start.</summary>
internal sealed class Readiness(EmbeddedDocket docket) : IReadiness
{
    private readonly Position _atStart = docket.Journal.Head;

    public IReadOnlyList<string> WhyNotReady()
    {
        List<string> reasons = [];
        if (docket.Failure is { } failure) reasons.Add($"The journal takes no writes: {failure}");
        foreach (var view in docket.Views.Operations.List().Where(view => view.Watermark < _atStart))
            reasons.Add($"View {view.Name} is loading: it is at {view.Watermark} of {_atStart}.");
        return reasons;
    }
}
