using System.Diagnostics;
using Docket.Kernel;
using ClaimDecision = Docket.Kernel.Decision<InsuranceClaims.ClaimEvent, InsuranceClaims.ClaimRejection>;

namespace InsuranceClaims;

/// <summary>The rule book of one claim, pure.</summary>
public static class Claim
{
    /// <summary>Payouts above this want two who agree, in minor units.</summary>
    public const long TwoApproveAbove = 1_000_000;

    private const string Theft = "theft";
    private const string PoliceReport = "police-report";

    /// <summary>The three functions together.</summary>
    public static Decider<ClaimState, ClaimCommand, ClaimEvent, ClaimRejection> Decider { get; } =
        new(new ClaimState(), Evolve, Decide);

    /// <summary>What a command does in a state; changes nothing.</summary>
    public static ClaimDecision Decide(ClaimState claim, ClaimCommand command) => (claim.Stage, command) switch
    {
        (ClaimStage.None, ReportClaim { Cover: <= 0 } or ReportClaim { Excess: < 0 }) => ClaimRejection.NoCover,
        (ClaimStage.None, ReportClaim c) => new ClaimReported(c.Policy, c.Cause, c.Cover, c.Excess) { At = c.At },
        (ClaimStage.None, _) => ClaimRejection.Unknown,
        (_, ReportClaim) => ClaimRejection.Known,
        (ClaimStage.Paid, PayClaim c) when c.Payment == claim.Payment => ClaimDecision.NothingNew,
        (ClaimStage.Paid or ClaimStage.Rejected, _) => ClaimRejection.Closed,
        (_, AddEvidence c) when claim.Evidence.Contains(c.Document) => ClaimDecision.NothingNew,
        (_, AddEvidence c) => new EvidenceReceived(c.Document) { At = c.At },
        (_, AssessClaim or RejectClaim) when claim.Approvers.Count > 0 => ClaimRejection.UnderApproval,
        (_, AssessClaim) when claim.Cause == Theft && !claim.Evidence.Contains(PoliceReport) =>
            ClaimRejection.NoPoliceReport,
        (_, AssessClaim c) => new ClaimAssessed(c.Assessor, c.Damage) { At = c.At },
        (_, RejectClaim c) => new ClaimRejected(c.Reason) { At = c.At },
        (_, ApprovePayout c) => Approve(claim, c),
        (ClaimStage.Approved, PayClaim c) => new ClaimPaid(c.Payment, claim.Payout) { At = c.At },
        (_, PayClaim) => ClaimRejection.NotApproved,
        _ => throw new UnreachableException($"{command} in {claim}"),
    };

    /// <summary>The state after one more event; never refuses.</summary>
    public static ClaimState Evolve(ClaimState claim, ClaimEvent recorded) => recorded switch
    {
        ClaimReported e => claim with
        {
            Stage = ClaimStage.Open,
            Cause = e.Cause,
            Cover = e.Cover,
            Excess = e.Excess,
        },
        EvidenceReceived e => claim with { Evidence = claim.Evidence.Add(e.Document) },
        ClaimAssessed e => claim with { Assessor = e.Assessor, Damage = e.Damage },
        PayoutApproved e => Approved(claim with { Approvers = claim.Approvers.Add(e.Approver) }),
        ClaimPaid e => claim with { Stage = ClaimStage.Paid, Payment = e.Payment },
        ClaimRejected => claim with { Stage = ClaimStage.Rejected },
        _ => throw new UnreachableException($"{recorded}"),
    };

    private static ClaimDecision Approve(ClaimState claim, ApprovePayout command) => claim switch
    {
        { Stage: ClaimStage.Approved } => ClaimDecision.NothingNew,
        { Assessor: null } => ClaimRejection.NotAssessed,
        { Payout: <= 0 } => ClaimRejection.NothingDue,
        _ when claim.Assessor == command.Approver || claim.Approvers.Contains(command.Approver) =>
            ClaimRejection.SamePerson,
        _ => new PayoutApproved(command.Approver, claim.Payout) { At = command.At },
    };

    private static ClaimState Approved(ClaimState claim) =>
        claim.Approvers.Count >= (claim.Payout > TwoApproveAbove ? 2 : 1)
            ? claim with { Stage = ClaimStage.Approved }
            : claim;
}

/// <summary>Where a claim stands, as far as its rules look at it.</summary>
public sealed record ClaimState
{
    /// <summary>How far it has come.</summary>
    public ClaimStage Stage { get; init; }

    /// <summary>What happened.</summary>
    public string? Cause { get; init; }

    /// <summary>What the policy pays at most.</summary>
    public long Cover { get; init; }

    /// <summary>What the customer bears.</summary>
    public long Excess { get; init; }

    /// <summary>The documents that are there.</summary>
    public ValueList<string> Evidence { get; init; }

    /// <summary>Who assessed it last; null for nobody.</summary>
    public string? Assessor { get; init; }

    /// <summary>What the damage comes to.</summary>
    public long Damage { get; init; }

    /// <summary>Who agreed to the payout.</summary>
    public ValueList<string> Approvers { get; init; }

    /// <summary>The payment it was paid by.</summary>
    public string? Payment { get; init; }

    /// <summary>Damage up to the cover, less the excess.</summary>
    public long Payout => Math.Min(Damage, Cover) - Excess;
}

/// <summary>How far a claim has come.</summary>
public enum ClaimStage
{
    /// <summary>Not reported.</summary>
    None,

    /// <summary>Under examination.</summary>
    Open,

    /// <summary>Everybody who must has agreed.</summary>
    Approved,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>Refused.</summary>
    Rejected,
}
