using System.Runtime.CompilerServices;
using Docket.Journal.Examining;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether what is acknowledged survives a power cut.</summary>
internal sealed class DurabilityCheck : IPostgresCheck
{
    private static readonly (string Setting, string Mend)[] Needed =
    [
        ("fsync", "Set fsync = on and reload; until then a crash of the machine can destroy the database."),
        ("full_page_writes", "Set full_page_writes = on and reload; a torn page cannot be mended without it."),
    ];

    public string Name => "durability";

    public bool Fits(Patient patient) => true;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        var isSafe = true;
        foreach (var (setting, mend) in Needed)
        {
            if (patient.Setting(setting) != "off") continue;
            isSafe = false;
            yield return Finding.Problem(Name, $"{setting} is off", mend);
        }

        if (patient.Setting("synchronous_commit") == "off")
            yield return Finding.Warning(
                Name, "synchronous_commit is off by default here; Docket turns it on for its own appends",
                "Set synchronous_commit = on, so that other writers' acknowledgements hold too.");
        else if (isSafe)
            yield return Finding.Ok(
                Name, $"fsync on, synchronous_commit {patient.Setting("synchronous_commit")}");
    }
}
