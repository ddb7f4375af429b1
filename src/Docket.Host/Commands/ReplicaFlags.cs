using System.CommandLine;
using System.Globalization;
using Docket.Api.Replicas;
using Docket.Host.Composition;
using Docket.Host.Composition.Replicas;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary>The options of <c>serve</c> that say which reads come from a standby.</summary>
internal sealed class ReplicaFlags
{
    private const double LagSecondsMax = 86_400;

    private readonly Option<string?> _serves = new("--replica-serves")
    {
        Description = "What comes from it, of status, history, reports (DOCKET_REPLICA_SERVES; default status)",
        HelpName = "READS",
    };

    private readonly Option<string?> _lagMax = new("--replica-lag-max")
    {
        Description = "Seconds that it may be behind (DOCKET_REPLICA_LAG_MAX; default 10)",
        HelpName = "SECONDS",
    };

    private readonly Option<string?> _fallback = new("--replica-fallback")
    {
        Description = "Where it is down or further behind: primary answers, or error (DOCKET_REPLICA_FALLBACK; "
            + "default primary)",
        HelpName = "WHERE",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[GlobalOptions.Replica, _serves, _lagMax, _fallback]) command.Options.Add(option);
    }

    /// <summary>What was asked for; null where no replica is.</summary>
    /// <exception cref="UsageException">It makes no sense here.</exception>
    public ReplicaOptions? Read(ParseResult parsed, DataDirectory data, JournalPlace place, ServiceRoles roles)
    {
        var typed = parsed.GetValue(GlobalOptions.Replica);
        if ((typed ?? Settings.Find("replica")) is not { } connection) return null;
        if (place is not PostgresPlace primary)
            throw new UsageException("--replica goes with --postgres: a data directory has no standby.");
        if (!roles.HasFlag(ServiceRoles.Query))
            return typed is null
                ? null
                : throw new UsageException("--replica is for processes that answer queries; this one's roles do not.");
        return new ReplicaOptions
        {
            Place = PostgresPlace.Parse(data, connection),
            Primary = primary,
            Serves = ServesOf(Of(parsed, _serves, "replica_serves") ?? "status"),
            LagMax = LagOf(Of(parsed, _lagMax, "replica_lag_max") ?? "10"),
            FallsBack = FallbackOf(Of(parsed, _fallback, "replica_fallback") ?? "primary"),
        };
    }

    private static string? Of(ParseResult parsed, Option<string?> option, string setting) =>
        parsed.GetValue(option) ?? Settings.Find(setting);

    private static ReplicaReads ServesOf(string text) => text.Split(',', StringSplitOptions.TrimEntries)
        .Aggregate(ReplicaReads.None, (reads, name) => reads | name switch
        {
            "status" => ReplicaReads.Status,
            "history" => ReplicaReads.History,
            "reports" => ReplicaReads.Reports,
            _ => throw new UsageException(
                $"--replica-serves wants status, history or reports, or several divided by commas; '{name}' is none."),
        });

    private static TimeSpan LagOf(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= LagSecondsMax
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"--replica-lag-max wants seconds, above 0 and up to a day; '{text}' is none.");

    private static bool FallbackOf(string text) => text switch
    {
        "primary" => true,
        "error" => false,
        _ => throw new UsageException($"--replica-fallback wants primary or error; '{text}' is none."),
    };
}
