using Docket.Journal.Processes.Participants;
using MimeKit;

namespace Docket.Participants.Email;

/// <summary>Where mails leave the house.</summary>
public interface IMailOutlet
{
    /// <summary>Sends one. The same mail may come again, with the same Message-ID.</summary>
    ValueTask<StepOutcome> SendAsync(MimeMessage mail, CancellationToken cancellationToken);

    /// <summary>Whether a mail of this Message-ID went out for sure; false where nobody can tell.</summary>
    bool HasSent(string messageId);
}
