using Docket.Journal.Processes.Participants;
using MimeKit;

namespace Docket.Participants.Email;

/// <summary>Lays each mail into a directory as an <c>.eml</c> file, for development. A mail is there once.</summary>
public sealed class FolderOutlet(string directory) : IMailOutlet
{
    /// <inheritdoc/>
    public async ValueTask<StepOutcome> SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        var path = PathOf(mail.MessageId ?? throw new ArgumentException("A mail without an id could come twice."));
        try
        {
            Directory.CreateDirectory(directory);
            // Written beside and moved, so that whoever looks finds whole mails only.
            var draft = Path.Combine(directory, Path.GetRandomFileName() + ".tmp");
            await mail.WriteToAsync(draft, cancellationToken);
            File.Move(draft, path, overwrite: true);
            return new StepOutcome.Succeeded();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new StepOutcome.FailedForNow($"{path} could not be written: {failure.Message}");
        }
    }

    /// <inheritdoc/>
    public bool HasSent(string messageId) => File.Exists(PathOf(messageId));

    private string PathOf(string messageId) => Path.Combine(directory, messageId[..messageId.IndexOf('@')] + ".eml");
}
