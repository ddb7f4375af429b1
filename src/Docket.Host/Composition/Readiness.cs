using Docket.Api.Operations;
using Docket.Host.Composition.Roles;
using Docket.Journal.Store;

namespace Docket.Host.Composition;

/// <summary>A process is ready when it can do what its roles ask: write the journal, answer from views that have once seen
/// all that was there at the start, get on with its background work.</summary>
internal sealed class Readiness(EmbeddedDocket docket, ServiceRoles roles, BackgroundWork work) : IReadiness
{
    private readonly Position _atStart = docket.Journal.Head;

    public IReadOnlyList<string> WhyNotReady()
    {
        List<string> reasons = [];
        if (docket.Failure is { } failure) reasons.Add($"The journal {WhatItDoesNot()}: {failure}");
        if (roles.HasFlag(ServiceRoles.Query)) reasons.AddRange(Loading());
        reasons.AddRange(work.WhyItStands());
        return reasons;
    }

    private string WhatItDoesNot() => roles.HasFlag(ServiceRoles.Command) ? "takes no writes" : "cannot be read";

    private IEnumerable<string> Loading() =>
        from view in docket.Views.Operations.List()
        where view.Watermark < _atStart
        select $"View {view.Name} is loading: it is at {view.Watermark} of {_atStart}.";
}
