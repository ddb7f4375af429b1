using Docket.Api.Operations;
using Docket.Host.Composition.Roles;
using Docket.Journal.Store;
using Docket.ReadModels.Operations;

namespace Docket.Host.Composition;

/// <summary>A process is ready when it can do what its roles ask: write the journal, answer from views that have once seen
/// all that was there at the start (and from the standby, where nothing else may answer), get on with its background
/// work.</summary>
internal sealed class Readiness(ServiceParts parts, ServiceRoles roles) : IReadiness
{
    private readonly Position _atStart = parts.Docket.Journal.Head;

    public IReadOnlyList<string> WhyNotReady()
    {
        List<string> reasons = [];
        if (parts.Docket.Failure is { } failure) reasons.Add($"The journal {WhatItDoesNot()}: {failure}");
        if ((roles & (ServiceRoles.Query | ServiceRoles.Projector)) != 0) reasons.AddRange(OfViews());
        if (parts.Replica is { FallsBack: false } replica && replica.Now().WhyNot is { } why)
            reasons.Add($"Reads that come from the replica are refused: {why}.");
        reasons.AddRange(parts.Work.WhyItStands());
        return reasons;
    }

    private string WhatItDoesNot() => roles.HasFlag(ServiceRoles.Command) ? "takes no writes" : "cannot be read";

    private IEnumerable<string> OfViews()
    {
        IReadOnlyList<ViewStatus> views = parts.Docket.Views.Operations.List();
        foreach (var view in views)
        {
            if (view.State == ViewStatus.Unavailable)
                yield return $"View {view.Name} is unavailable: its engine cannot be used. It is opened as soon as that can be.";
            else if (roles.HasFlag(ServiceRoles.Query) && view.Watermark < _atStart)
                yield return $"View {view.Name} is loading: it is at {view.Watermark} of {_atStart}.";
        }
    }
}
