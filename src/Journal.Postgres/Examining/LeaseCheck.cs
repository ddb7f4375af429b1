using System.Runtime.CompilerServices;
using Docket.Journal.Examining;
using Npgsql;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Which process does which piece of shared work.</summary>
internal sealed class LeaseCheck : IPostgresCheck
{
    public string Name => "leases";

    public bool Fits(Patient patient) => patient.HasJournal;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var any = false;
        await using var command = new NpgsqlCommand(patient.Sql.Verb("list_leases"), patient.Connection);
        command.Parameters.AddWithValue("");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            any = true;
            var (name, owner, left) = (row.GetString(0), row.GetString(1), row.GetTimeSpan(3));
            yield return left > TimeSpan.Zero
                ? Finding.Ok(Name, $"{name} is {owner}'s for another {Amounts.Seconds(left.TotalSeconds)}")
                : Finding.Warning(
                    Name, $"{name} is nobody's; the last owner was {owner}",
                    "Start a process whose role it is, or look why none takes it; after a wanted stop nothing is to be done.");
        }

        if (!any) yield return Finding.Ok(Name, "none was ever taken");
    }
}
