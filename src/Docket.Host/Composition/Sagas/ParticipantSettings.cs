using Docket.Participants.Email;
using Docket.Participants.Signing;
using MimeKit;

namespace Docket.Host.Composition.Sagas;

/// <summary>With whom sagas are run, checked.</summary>
internal sealed record ParticipantSettings
{
    /// <summary>Where no mail goes out.</summary>
    public static readonly MailboxAddress Nobody = new("Docket", "nobody@localhost");

    /// <summary>Who charges; null for a stand-in.</summary>
    public Uri? Payments { get; init; }

    /// <summary>Who sends parcels; null for a stand-in.</summary>
    public Uri? Shipping { get; init; }

    /// <summary>What the requests to them are signed with; null where both are stand-ins.</summary>
    public SharedSecrets? Secrets { get; init; }

    /// <summary>Where receipts go out; null where nobody said.</summary>
    public IMailOutlet? Mail { get; init; }

    /// <summary>Who writes receipts.</summary>
    public MailboxAddress MailFrom { get; init; } = Nobody;

    /// <summary>Whether stand-ins take the place of whatever is not named.</summary>
    public bool Simulates { get; init; }

    /// <summary>How long the sagas of a process that died wait until another one takes them over.</summary>
    public required TimeSpan Lease { get; init; }
}
