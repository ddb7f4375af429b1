using System.Runtime.CompilerServices;
using Docket.Journal.Examining;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether somebody left a transaction open: it holds vacuum back for the whole database.</summary>
internal sealed class TransactionCheck : IPostgresCheck
{
    public string Name => "transactions";

    public bool Fits(Patient patient) => true;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var any = false;
        await foreach (var row in patient.RowsAsync("examine_transactions", cancellationToken))
        {
            any = true;
            yield return Finding.Warning(
                Name,
                $"session {row.GetInt32(0)} of {row.GetString(1)} ({row.GetString(2)}) has a transaction open for "
                    + $"{Amounts.Seconds(row.GetDouble(3))}, {row.GetString(4)}",
                $"End it where it was begun, or: select pg_terminate_backend({row.GetInt32(0)});");
        }

        if (!any) yield return Finding.Ok(Name, "none has been open for more than 5 minutes");
    }
}
