using System.Runtime.CompilerServices;
using Docket.Journal.Examining;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether other systems are told in time.</summary>
internal sealed class OutboxCheck : IPostgresCheck
{
    private const double SecondsMax = 60;

    public string Name => "outbox";

    public bool Fits(Patient patient) => patient.HasJournal;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in patient.RowsAsync("examine_outbox", cancellationToken))
        {
            var backlog = row.GetInt64(0);
            var seconds = row.IsDBNull(1) ? 0 : row.GetDouble(1);
            var found = $"{Amounts.Count(backlog)} rows are not published, the oldest for {Amounts.Seconds(seconds)}";
            yield return backlog == 0 ? Finding.Ok(Name, "everything is published")
                : seconds > SecondsMax ? Finding.Warning(
                    Name, found, "Is a relay running (serve --role relay), and what does its /readyz say?")
                : Finding.Ok(Name, found);
        }
    }
}
