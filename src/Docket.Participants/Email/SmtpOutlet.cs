using System.Net.Sockets;
using Docket.Journal.Processes.Participants;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Docket.Participants.Email;

/// <summary>Hands each mail to a server over SMTP, on a connection of its own.</summary>
/// <remarks>
/// SMTP has no idempotency key: where the answer to a mail is lost it is sent again, with the same Message-ID, by which
/// servers and mailboxes that look for doubles know it.
/// </remarks>
public sealed class SmtpOutlet(SmtpPlace place) : IMailOutlet
{
    private const int FinalFrom = 500;

    /// <inheritdoc/>
    public bool HasSent(string messageId) => false;

    /// <inheritdoc/>
    public async ValueTask<StepOutcome> SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient();
        if (await WhyNotOpenAsync(client, cancellationToken) is { } closed)
            return new StepOutcome.FailedForNow($"{place.Host} could not be reached: {closed}");
        try
        {
            await client.SendAsync(mail, cancellationToken);
        }
        catch (SmtpCommandException no)
        {
            return (int)no.StatusCode >= FinalFrom
                ? new StepOutcome.Refused($"{place.Host} does not take it: {no.Message}")
                : new StepOutcome.FailedForNow($"{place.Host} does not take it now: {no.Message}");
        }
        catch (Exception failure) when (failure is IOException or ProtocolException)
        {
            return new StepOutcome.Unknown($"{place.Host} broke off: {failure.Message}");
        }

        await QuitAsync(client, cancellationToken);
        return new StepOutcome.Succeeded();
    }

    /// <summary>Until a mail is handed over nothing is sent, so whatever fails here may be tried again.</summary>
    private async ValueTask<string?> WhyNotOpenAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(place.Host, place.Port, place.Security, cancellationToken);
            if (place.Credentials is { } credentials) await client.AuthenticateAsync(credentials, cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is SocketException or IOException or ProtocolException
            or CommandException or AuthenticationException or SslHandshakeException or NotSupportedException)
        {
            return failure.Message;
        }
    }

    /// <summary>The server has taken the mail; how the farewell goes changes nothing of that.</summary>
    private static async ValueTask QuitAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or ProtocolException or CommandException
            or OperationCanceledException)
        {
            // Disposing closes what is left of the connection.
        }
    }
}
