using System.Runtime.CompilerServices;
using Docket.Journal.Examining;
using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Leasing;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Which process does which piece of shared work; leases of one kind (<c>relay/…</c>) are told together.</summary>
internal sealed class LeaseCheck : IPostgresCheck
{
    private const int NamesMax = 3;

    public string Name => "leases";

    public bool Fits(Patient patient) => patient.HasJournal;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var held = await PostgresLeases.ListAsync(patient.Connection, patient.Sql, "", cancellationToken);

        // An epoch of 0 was never anybody's: the work was prepared, and no process has done it yet.
        var kinds = held.Where(holding => holding.Lease.Epoch > 0)
            .GroupBy(holding => holding.Lease.Name.Split('/')[0]).ToList();
        if (kinds.Count == 0) yield return Finding.Ok(Name, "none was ever taken");
        foreach (var kind in kinds) yield return Of(kind.Key, [.. kind]);
    }

    private Finding Of(string kind, List<LeaseHolding> all)
    {
        var free = all.Where(holding => holding.Left == TimeSpan.Zero).ToList();
        if (free.Count == 0)
        {
            var owners = all.Select(holding => holding.Lease.Owner).Distinct(StringComparer.Ordinal).ToList();
            return Finding.Ok(Name, $"{kind}: {all.Count} held, by {string.Join(" and ", owners)}");
        }

        var names = string.Join(", ", free.Take(NamesMax).Select(holding => holding.Lease.Name));
        return Finding.Warning(
            Name,
            $"{kind}: {free.Count} of {all.Count} are nobody's ({names}{(free.Count > NamesMax ? ", …" : "")}); "
            + $"the last owner was {free[0].Lease.Owner}",
            "Start a process whose role it is, or look why none takes it; after a wanted stop nothing is to be done.");
    }
}
