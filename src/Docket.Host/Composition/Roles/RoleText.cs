using Docket.Host.Composition.Stores;
using Docket.Host.Output;

namespace Docket.Host.Composition.Roles;

/// <summary>Reads <c>--role</c>.</summary>
internal static class RoleText
{
    public const string Everything = "all";

    private const ServiceRoles Serving = ServiceRoles.Command | ServiceRoles.Query;

    private const string Known = "command, query, relay, projector, saga or all, or several divided by commas";

    /// <exception cref="UsageException">One of them is no role.</exception>
    public static ServiceRoles Parse(string text)
    {
        var roles = ServiceRoles.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries)) roles |= RoleOf(name);
        return roles;
    }

    /// <summary>What a process can do of what was asked, with the work there is for a journal in this place.</summary>
    /// <exception cref="UsageException">A role was named for which nothing runs here.</exception>
    public static ServiceRoles Check(ServiceRoles asked, JournalPlace place, IEnumerable<IBackgroundOffer> offers)
    {
        var can = offers.Where(offer => offer.Fits(place)).Aggregate(Serving, (roles, offer) => roles | offer.Role)
            | (place.SharesViews ? ServiceRoles.Projector : ServiceRoles.None);
        if (asked == ServiceRoles.All) return can;
        if (place is not PostgresPlace && (asked & Serving) != Serving)
            throw new UsageException(
                "--role divides the work where several processes share a journal in PostgreSQL (--postgres). "
                + "A data directory is one process's: leave --role away, or say all or command,query.");
        if ((asked & ~can) is not ServiceRoles.None and var idle)
            throw new UsageException(
                $"--role {string.Join(',', idle.Names())}: nothing runs in this role here, "
                + "so a process of it would do nothing. Leave it out"
                + WhatItWants(idle));
        return asked;
    }

    private static string WhatItWants(ServiceRoles idle) =>
        idle.HasFlag(ServiceRoles.Relay) ? ", or say with --publish where the relay publishes to."
        : idle.HasFlag(ServiceRoles.Saga) ? ", or say with --payment-url and --shipping-url who takes part."
        : ".";

    private static ServiceRoles RoleOf(string name) => name switch
    {
        "command" => ServiceRoles.Command,
        "query" => ServiceRoles.Query,
        "relay" => ServiceRoles.Relay,
        "projector" => ServiceRoles.Projector,
        "saga" => ServiceRoles.Saga,
        Everything => ServiceRoles.All,
        _ => throw new UsageException($"--role wants {Known}; '{name}' is none."),
    };
}
