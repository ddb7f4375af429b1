using System.Text.Json.Serialization;
using Docket.Journal.Serialization;

namespace InsuranceClaims;

/// <summary>What happened to a claim. Amounts are minor units. Stored for ever: add a case, never change one.</summary>
public abstract record ClaimEvent
{
    private protected ClaimEvent() { }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A customer reported damage.</summary>
/// <param name="Policy">Under which policy.</param>
/// <param name="Cause">What happened: <c>theft</c>, <c>water</c> and the like.</param>
/// <param name="Cover">What the policy pays at most.</param>
/// <param name="Excess">What the customer bears.</param>
public sealed record ClaimReported(string Policy, string Cause, long Cover, long Excess) : ClaimEvent;

/// <summary>A document came in, such as <c>police-report</c>.</summary>
public sealed record EvidenceReceived(string Document) : ClaimEvent;

/// <summary>Somebody looked at the damage and said what it comes to.</summary>
public sealed record ClaimAssessed(string Assessor, long Damage) : ClaimEvent;

/// <summary>One of those who must agree to the payout has.</summary>
/// <param name="Approver">Who.</param>
/// <param name="Payout">What is paid: damage up to the cover, less the excess.</param>
public sealed record PayoutApproved(string Approver, long Payout) : ClaimEvent;

/// <summary>The customer has the money.</summary>
public sealed record ClaimPaid(string Payment, long Amount) : ClaimEvent;

/// <summary>Nothing is paid.</summary>
public sealed record ClaimRejected(string Reason) : ClaimEvent;

/// <summary>How claims are stored.</summary>
public static class ClaimCodec
{
    /// <summary>Every event under its wire name and version.</summary>
    public static EventCodec Create() => new EventCodecBuilder()
        .Add("claim.reported", 1, ClaimJson.Default.ClaimReported)
        .Add("claim.evidence_received", 1, ClaimJson.Default.EvidenceReceived)
        .Add("claim.assessed", 1, ClaimJson.Default.ClaimAssessed)
        .Add("claim.payout_approved", 1, ClaimJson.Default.PayoutApproved)
        .Add("claim.paid", 1, ClaimJson.Default.ClaimPaid)
        .Add("claim.rejected", 1, ClaimJson.Default.ClaimRejected)
        .Build();
}

/// <summary>Source-generated JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClaimReported))]
[JsonSerializable(typeof(EvidenceReceived))]
[JsonSerializable(typeof(ClaimAssessed))]
[JsonSerializable(typeof(PayoutApproved))]
[JsonSerializable(typeof(ClaimPaid))]
[JsonSerializable(typeof(ClaimRejected))]
[JsonSerializable(typeof(OpenClaim))]
internal sealed partial class ClaimJson : JsonSerializerContext;
