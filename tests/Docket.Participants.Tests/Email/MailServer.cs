using System.Buffers;
using System.Net;
using Docket.Participants.Email;
using Docket.Participants.Tests.Http;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Docket.Participants.Tests.Email;

/// <summary>A real SMTP server that keeps what it takes, and takes what a test says.</summary>
internal sealed class MailServer : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    private MailServer(int port)
    {
        Place = new SmtpPlace("127.0.0.1", port, IsTls: false);
        var options = new SmtpServerOptionsBuilder().ServerName("mail.test")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port))).Build();
        var services = new ServiceProvider();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)new DelegatingMailboxFilter((_, _) => true, (_, to, _) => to.Host != "closed.test"));
        _serving = new SmtpServer.SmtpServer(options, services).StartAsync(_stopping.Token);
    }

    public SmtpPlace Place { get; }

    public SmtpResponse Answers { get; set; } = SmtpResponse.Ok;

    public List<MimeMessage> Taken { get; } = [];

    public static MailServer Start() => new(HttpParticipantTests.ClosedPort());

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken)
    {
        if (Answers.ReplyCode != SmtpReplyCode.Ok) return Answers;
        using var text = new MemoryStream(buffer.ToArray());
        Taken.Add(await MimeMessage.LoadAsync(text, cancellationToken));
        return Answers;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }
}
