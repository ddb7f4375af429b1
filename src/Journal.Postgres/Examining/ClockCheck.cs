using System.Runtime.CompilerServices;
using Docket.Journal.Examining;
using Npgsql;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether this machine and the server agree on the time: events carry the one, leases go by the other.</summary>
internal sealed class ClockCheck : IPostgresCheck
{
    private static readonly TimeSpan SkewMax = TimeSpan.FromSeconds(1);

    public string Name => "clock";

    public bool Fits(Patient patient) => true;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (before, started) = (patient.Clock.GetUtcNow(), patient.Clock.GetTimestamp());
        await using var command = new NpgsqlCommand(patient.Sql.Verb("examine_clock"), patient.Connection);
        var there = (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!;

        // The server looked at its clock at some moment of the round trip; the middle is off by half of it at most.
        var skew = there - (before + patient.Clock.GetElapsedTime(started) / 2).UtcDateTime;
        var found = $"the server's clock is {Amounts.Seconds(Math.Abs(skew.TotalSeconds))} "
            + (skew > TimeSpan.Zero ? "ahead of" : "behind") + " this machine's";
        yield return skew.Duration() > SkewMax
            ? Finding.Warning(Name, found, "Set both by NTP; recorded_at and what is known \"as at\" a time go by these clocks.")
            : Finding.Ok(Name, found);
    }
}
