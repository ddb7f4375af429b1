using Docket.Host.Composition;
using Docket.Host.Composition.Stores;
using Docket.Journal.Examining;
using Docket.Journal.Postgres.Examining;

namespace Docket.Host.Doctor;

/// <summary>Looks over what is configured: the data directory, or the database with its standby.</summary>
internal static class Examination
{
    private static readonly IFileCheck[] OfJournal = [new DirectoryCheck(), new SpaceCheck(), new LockCheck(), new HeadCheck()];

    /// <summary>Beside a database, the directory holds only what is made again: it need not be there yet.</summary>
    private static readonly IFileCheck[] OfViews = [new SpaceCheck()];

    public static async Task<List<Finding>> RunAsync(
        DataDirectory data, JournalPlace place, string? replica, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        if (place is PostgresPlace database)
        {
            var examination = new PostgresExamination(database.Options, replica, TimeProvider.System);
            await foreach (var finding in examination.RunAsync(cancellationToken)) findings.Add(finding);
        }

        foreach (var check in place is PostgresPlace ? OfViews : OfJournal) findings.AddRange(check.Look(data));
        return findings;
    }
}
