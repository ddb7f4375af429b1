using Docket.Api.Roles;
using Docket.Host.Composition.Stores;

namespace Docket.Host.Composition.Roles;

/// <summary>What one process of the service does. Where the journal lies in PostgreSQL each can be scaled
/// apart.</summary>
[Flags]
internal enum ServiceRoles
{
    None = 0,

    /// <summary>Takes commands.</summary>
    Command = 1,

    /// <summary>Answers queries.</summary>
    Query = 2,

    /// <summary>Publishes the outbox.</summary>
    Relay = 4,

    /// <summary>Keeps the shared views level.</summary>
    Projector = 8,

    /// <summary>Runs sagas.</summary>
    Saga = 16,

    All = Command | Query | Relay | Projector | Saga,
}

/// <summary>What follows from a process's roles.</summary>
internal static class ServiceRolesExtensions
{
    /// <summary>The parts of the API that it serves.</summary>
    public static ApiParts Parts(this ServiceRoles roles) =>
        (roles.HasFlag(ServiceRoles.Command) ? ApiParts.Commands : 0)
        | (roles.HasFlag(ServiceRoles.Query) ? ApiParts.Queries : 0);

    /// <summary>What the process does with views: who projects applies the shared ones, who answers reads
    /// them.</summary>
    public static ViewUse ViewsIn(this ServiceRoles roles, JournalPlace place) => place.SharesViews switch
    {
        true when roles.HasFlag(ServiceRoles.Projector) => ViewUse.Kept,
        true when roles.HasFlag(ServiceRoles.Query) => ViewUse.Followed,
        false when roles.HasFlag(ServiceRoles.Query) => ViewUse.Kept,
        _ => ViewUse.None,
    };

    /// <summary>The roles by name, as they are typed.</summary>
    public static IReadOnlyList<string> Names(this ServiceRoles roles) =>
        [.. Enum.GetValues<ServiceRoles>()
            .Where(role => role is not (ServiceRoles.None or ServiceRoles.All) && roles.HasFlag(role))
            .Select(role => role.ToString().ToLowerInvariant())];
}
