using System.Runtime.CompilerServices;
using Docket.Journal.Examining;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether the server has room for more sessions.</summary>
internal sealed class ConnectionCheck : IPostgresCheck
{
    private const double FullFrom = 0.95;
    private const double TightFrom = 0.8;
    private const string Mend = "Raise max_connections, or bound `Maximum Pool Size` in the services' connection strings.";

    public string Name => "connections";

    public bool Fits(Patient patient) => true;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var most = patient.Number("max_connections") - patient.Number("superuser_reserved_connections");
        await foreach (var row in patient.RowsAsync("examine_connections", cancellationToken))
        {
            var open = row.GetInt64(0);
            var found = $"{open} of {most} sessions are open";
            yield return open >= FullFrom * most ? Finding.Problem(Name, found, Mend)
                : open >= TightFrom * most ? Finding.Warning(Name, found, Mend)
                : Finding.Ok(Name, found);
        }
    }
}
