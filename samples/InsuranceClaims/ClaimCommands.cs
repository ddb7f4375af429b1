namespace InsuranceClaims;

/// <summary>What somebody wants of a claim.</summary>
public abstract record ClaimCommand
{
    private protected ClaimCommand() { }

    /// <summary>Business time, UTC; becomes the event's.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Reports damage.</summary>
public sealed record ReportClaim(string Policy, string Cause, long Cover, long Excess) : ClaimCommand;

/// <summary>Hands in a document; the same one again changes nothing.</summary>
public sealed record AddEvidence(string Document) : ClaimCommand;

/// <summary>Says what the damage comes to; the last assessment counts.</summary>
public sealed record AssessClaim(string Assessor, long Damage) : ClaimCommand;

/// <summary>Agrees to the payout.</summary>
public sealed record ApprovePayout(string Approver) : ClaimCommand;

/// <summary>Says that it was paid; the same payment again changes nothing.</summary>
public sealed record PayClaim(string Payment) : ClaimCommand;

/// <summary>Refuses to pay.</summary>
public sealed record RejectClaim(string Reason) : ClaimCommand;

/// <summary>Why a claim's rules say no. <see cref="Rule"/> is stable.</summary>
/// <param name="Rule">Names the rule for programs.</param>
/// <param name="Title">The rule as a sentence.</param>
public sealed record ClaimRejection(string Rule, string Title)
{
    /// <summary>There is no such claim.</summary>
    public static ClaimRejection Unknown { get; } = new("claim-unknown", "There is no such claim.");

    /// <summary>It was reported before.</summary>
    public static ClaimRejection Known { get; } = new("claim-known", "This claim was reported before.");

    /// <summary>The policy covers nothing.</summary>
    public static ClaimRejection NoCover { get; } = new("no-cover", "A policy covers something, and an excess is not negative.");

    /// <summary>It is paid or rejected.</summary>
    public static ClaimRejection Closed { get; } = new("claim-closed", "This claim is paid or rejected.");

    /// <summary>A theft without the police's report.</summary>
    public static ClaimRejection NoPoliceReport { get; } =
        new("no-police-report", "A theft is assessed once the police's report is there.");

    /// <summary>Nobody has looked at the damage.</summary>
    public static ClaimRejection NotAssessed { get; } = new("not-assessed", "A payout wants an assessment first.");

    /// <summary>The damage is within the excess.</summary>
    public static ClaimRejection NothingDue { get; } = new("nothing-due", "The damage is not above the customer's excess.");

    /// <summary>Who assessed or agreed before may not agree (again).</summary>
    public static ClaimRejection SamePerson { get; } =
        new("same-person", "Whoever assessed or approved before cannot approve: four eyes.");

    /// <summary>Somebody agreed already.</summary>
    public static ClaimRejection UnderApproval { get; } =
        new("under-approval", "Somebody has approved this payout; it can be neither assessed anew nor rejected.");

    /// <summary>Not everybody who must agree has.</summary>
    public static ClaimRejection NotApproved { get; } =
        new("not-approved", "A payout is paid when everybody who must has approved it.");
}
