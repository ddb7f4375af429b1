using InsuranceClaims;
using ClaimDecision = Docket.Kernel.Decision<InsuranceClaims.ClaimEvent, InsuranceClaims.ClaimRejection>;

namespace Docket.Samples.Tests.Claims;

/// <summary>The rules of one claim: given what happened, when somebody wants something, then this comes of it.</summary>
public sealed class ClaimTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ClaimReported Water = new("P-1", "water", Cover: 500_000, Excess: 20_000) { At = Noon };
    private static readonly ClaimReported Theft = Water with { Cause = "theft" };
    private static readonly ClaimReported Fire = Water with { Cause = "fire", Cover = 5_000_000 };
    private static readonly EvidenceReceived Report = new("police-report") { At = Noon };
    private static readonly ClaimAssessed Assessed = new("ada", Damage: 300_000) { At = Noon };
    private static readonly ClaimAssessed Dear = new("ada", Damage: 1_200_000) { At = Noon };
    private static readonly PayoutApproved Approved = new("bob", Payout: 280_000) { At = Noon };
    private static readonly ClaimPaid Paid = new("pay-1", 280_000) { At = Noon };

    [Fact]
    public void A_claim_is_reported_once() =>
        Then(new ReportClaim("P-1", "water", 500_000, 20_000) { At = Noon }, ClaimRejection.Known, Water);

    [Fact]
    public void A_claim_that_was_never_reported_is_unknown() => Then(new PayClaim("pay-1") { At = Noon }, ClaimRejection.Unknown);

    [Fact]
    public void A_policy_covers_something() =>
        Then(new ReportClaim("P-1", "water", 0, 0) { At = Noon }, ClaimRejection.NoCover);

    [Fact]
    public void A_document_counts_once() =>
        Then(new AddEvidence("police-report") { At = Noon }, ClaimDecision.NothingNew, Theft, Report);

    [Fact]
    public void A_theft_is_assessed_with_the_police_s_report_only()
    {
        var assess = new AssessClaim("ada", 300_000) { At = Noon };
        Then(assess, ClaimRejection.NoPoliceReport, Theft);
        Then(assess, Assessed, Theft, Report);
        Then(assess, Assessed, Water);
    }

    [Fact]
    public void The_payout_is_the_damage_less_the_excess_and_at_most_the_cover()
    {
        var approve = new ApprovePayout("bob") { At = Noon };
        Then(approve, Approved, Water, Assessed);
        Then(approve, Approved with { Payout = 480_000 }, Water, Dear);
        Then(approve, ClaimRejection.NothingDue, Water, Assessed with { Damage = 20_000 });
        Then(approve, ClaimRejection.NotAssessed, Water);
    }

    [Fact]
    public void Who_assessed_does_not_approve() =>
        Then(new ApprovePayout("ada") { At = Noon }, ClaimRejection.SamePerson, Water, Assessed);

    [Fact]
    public void Above_ten_thousand_two_must_agree_and_not_the_same_one_twice()
    {
        var (first, pay) = (Approved with { Payout = 1_180_000 }, new PayClaim("pay-1") { At = Noon });
        Then(pay, ClaimRejection.NotApproved, Fire, Dear, first);
        Then(new ApprovePayout("bob") { At = Noon }, ClaimRejection.SamePerson, Fire, Dear, first);
        Then(pay, Paid with { Amount = 1_180_000 }, Fire, Dear, first, first with { Approver = "cid" });
    }

    [Fact]
    public void Once_somebody_has_agreed_it_is_neither_assessed_nor_rejected()
    {
        Then(new AssessClaim("ada", 1) { At = Noon }, ClaimRejection.UnderApproval, Water, Assessed, Approved);
        Then(new RejectClaim("fraud") { At = Noon }, ClaimRejection.UnderApproval, Water, Assessed, Approved);
    }

    [Fact]
    public void It_is_paid_once()
    {
        Then(new PayClaim("pay-1") { At = Noon }, Paid, Water, Assessed, Approved);
        Then(new PayClaim("pay-1") { At = Noon }, ClaimDecision.NothingNew, Water, Assessed, Approved, Paid);
        Then(new PayClaim("pay-2") { At = Noon }, ClaimRejection.Closed, Water, Assessed, Approved, Paid);
    }

    private static void Then(ClaimCommand when, ClaimDecision then, params ClaimEvent[] given) =>
        Assert.Equal(then, Claim.Decider.Decide(Claim.Decider.After(given), when));
}
