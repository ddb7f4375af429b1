using Docket.ReadModels.Operations;

namespace Docket.Api.Operations;

/// <summary>How a parked event stands after it was retried or skipped.</summary>
/// <param name="Id">Which.</param>
/// <param name="StillParked">Whether it failed again and waits on.</param>
public sealed record ParkedActionReply(string Id, bool StillParked)
{
    internal static ParkedActionReply Of(string id, IViewOperations views) =>
        new(id, views.Parked().Any(parked => parked.Id == id));
}
