using System.Runtime.CompilerServices;
using Docket.Journal.Examining;
using Docket.Journal.Postgres.Migrations;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether the schema is the one this program wants, and how far the journal reaches.</summary>
internal sealed class MigrationCheck : IPostgresCheck
{
    public string Name => "migrations";

    public bool Fits(Patient patient) => true;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (missing, mismatch) = await MissingAsync(patient, cancellationToken);
        if (mismatch is not null)
            yield return Finding.Problem(Name, mismatch, "Run the version of docket that made this schema, or a newer one.");
        else if (missing.Count > 0)
            yield return Finding.Problem(
                Name, $"the schema lacks {string.Join(", ", missing.Select(migration => migration.Name))}",
                "Run `docket db migrate` as the owner.");
        else yield return Finding.Ok(Name, "the schema is the one this program wants");
        if (mismatch is not null || missing.Count > 0) yield break;
        patient.HasJournal = true;
        await foreach (var row in patient.RowsAsync("head", cancellationToken))
            yield return Finding.Ok("head", $"the journal reaches position {Amounts.Count(row.GetInt64(0))}");
    }

    private static async Task<(IReadOnlyList<Migration> Missing, string? Mismatch)> MissingAsync(
        Patient patient, CancellationToken cancellationToken)
    {
        try
        {
            return (await AppliedMigrations.MissingAsync(patient.Connection, patient.Store, cancellationToken), null);
        }
        catch (SchemaMismatchException mismatch)
        {
            return ([], mismatch.Message);
        }
    }
}
