using System.Runtime.CompilerServices;
using Docket.Journal.Examining;

namespace Docket.Journal.Postgres.Examining;

/// <summary>How much of the log each replication slot holds back, and whether anybody reads it.</summary>
internal sealed class SlotCheck : IPostgresCheck
{
    private const long HeldMax = 1L << 30;

    public string Name => "slots";

    public bool Fits(Patient patient) => !patient.Traits.IsStandby;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var any = false;
        await foreach (var row in patient.RowsAsync("examine_slots", cancellationToken))
        {
            any = true;
            yield return Of(
                row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetString(3), row.GetInt64(4));
        }

        if (!any) yield return Finding.Ok(Name, "there is none");
    }

    private Finding Of(string slot, string kind, bool active, string status, long held)
    {
        var found = $"{kind} slot {slot} holds back {Amounts.Bytes(held)} of the log";
        var drop = $"or drop it: select pg_drop_replication_slot('{slot}');";
        return (status, active) switch
        {
            ("lost" or "unreserved", _) => Finding.Problem(
                Name, $"{kind} slot {slot} has lost the log that its reader still wants ({status})",
                $"Make its reader anew from a fresh copy, and {drop[3..]}"),
            (_, false) => Finding.Warning(
                Name, $"{found}, and nobody reads it", $"Start its reader (a relay, a standby), {drop}"),
            _ when held > HeldMax => Finding.Warning(
                Name, $"{found}: its reader is far behind", $"Look why its reader is slow, {drop}"),
            _ => Finding.Ok(Name, $"{found}, and is read"),
        };
    }
}
