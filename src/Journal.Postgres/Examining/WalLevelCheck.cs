using System.Runtime.CompilerServices;
using Docket.Journal.Examining;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether changes can be decoded from the log, and whether a reader that is away can fill the disk.</summary>
internal sealed class WalLevelCheck : IPostgresCheck
{
    public string Name => "wal";

    public bool Fits(Patient patient) => true;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        var level = patient.Setting("wal_level");
        yield return level == "logical"
            ? Finding.Ok(Name, "wal_level is logical: change data capture can be used")
            : Finding.Warning(
                Name, $"wal_level is {level}: change data capture cannot be used; the polling relay can",
                "Set wal_level = logical and restart the server.");
        if (patient.Number("max_slot_wal_keep_size") < 0)
            yield return Finding.Warning(
                Name, "max_slot_wal_keep_size is unlimited: a slot whose reader is away can fill the disk",
                "Set max_slot_wal_keep_size to less than the free space, such as 10GB, and reload.");
    }
}
