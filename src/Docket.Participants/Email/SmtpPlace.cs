using System.Net;
using MailKit.Security;

namespace Docket.Participants.Email;

/// <summary>A mail server.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsTls">Whether TLS is spoken from the first byte on; otherwise STARTTLS, where the server can.</param>
public sealed record SmtpPlace(string Host, int Port, bool IsTls)
{
    private const int TlsPort = 465;
    private const int PlainPort = 25;

    /// <summary>Who sends; null for nobody in particular.</summary>
    public NetworkCredential? Credentials { get; init; }

    /// <summary>A password goes to another machine under TLS, or not at all.</summary>
    public SecureSocketOptions Security => (IsTls, Credentials) switch
    {
        (true, _) => SecureSocketOptions.SslOnConnect,
        (_, not null) when !IsHere => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };

    private bool IsHere =>
        Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads <c>smtp://USER:PASSWORD@HOST:PORT</c> or <c>smtps://…</c>; null where it is neither.</summary>
    public static SmtpPlace? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps")
            || uri.Host.Length == 0 || uri.PathAndQuery is not ("/" or ""))
            return null;
        var isTls = uri.Scheme == "smtps";
        var usual = isTls ? TlsPort : PlainPort;
        return new SmtpPlace(uri.IdnHost, uri.Port > 0 ? uri.Port : usual, isTls)
        {
            Credentials = uri.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password]
                ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password))
                : null,
        };
    }
}
