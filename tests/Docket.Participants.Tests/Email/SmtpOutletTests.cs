using System.Net;
using System.Net.Sockets;
using System.Text;
using Docket.Journal.Processes.Participants;
using Docket.Participants.Email;
using Docket.Participants.Tests.Http;
using MailKit.Security;
using MimeKit;
using SmtpServer.Protocol;

namespace Docket.Participants.Tests.Email;

public sealed class SmtpOutletTests
{
    private static readonly MailboxAddress From = new("Shop", "shop@example.org");

    [Fact]
    public async Task A_receipt_arrives_and_a_further_try_bears_the_same_Message_ID()
    {
        await using var server = MailServer.Start();
        Assert.Equal(new StepOutcome.Succeeded(), await SendAsync(server.Place));
        Assert.Equal(new StepOutcome.Succeeded(), await SendAsync(server.Place));

        var mail = server.Taken[0];
        Assert.Equal(("Your order 8471", "ada@example.org"), (mail.Subject, mail.To.Mailboxes.Single().Address));
        Assert.Contains("2 x mug", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Paid: 22.50 GBP", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(2, server.Taken.Count);
        Assert.Single(server.Taken.Select(taken => taken.MessageId).Distinct());
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_refused()
    {
        await using var server = MailServer.Start();
        Assert.IsType<StepOutcome.Refused>(await SendAsync(server.Place, "ada@closed.test"));
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        await using var server = MailServer.Start();
        server.Answers = new SmtpResponse(SmtpReplyCode.InsufficientStorage, "no room now");
        Assert.IsType<StepOutcome.FailedForNow>(await SendAsync(server.Place));
        server.Answers = new SmtpResponse(SmtpReplyCode.TransactionFailed, "spam");
        Assert.IsType<StepOutcome.Refused>(await SendAsync(server.Place));
    }

    [Fact]
    public async Task Where_no_server_listens_nothing_was_sent() => Assert.IsType<StepOutcome.FailedForNow>(
        await SendAsync(new SmtpPlace("127.0.0.1", HttpParticipantTests.ClosedPort(), IsTls: false)));

    [Fact]
    public async Task A_mail_that_was_handed_over_without_an_answer_is_unknown()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var cutting = TakeAndCutAsync(listener);
        var place = new SmtpPlace("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, IsTls: false);
        Assert.IsType<StepOutcome.Unknown>(await SendAsync(place));
        Assert.Contains("Message-Id", await cutting, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("smtp://mail.test", 25, SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("smtp://mail.test:587", 587, SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("smtp://shop:secret@mail.test:587", 587, SecureSocketOptions.StartTls)]
    [InlineData("smtp://shop:secret@127.0.0.1:25", 25, SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("smtps://shop:secret@mail.test", 465, SecureSocketOptions.SslOnConnect)]
    public void A_password_goes_to_another_machine_under_TLS_only(string text, int port, SecureSocketOptions security)
    {
        var place = SmtpPlace.Parse(text)!;
        Assert.Equal((port, security), (place.Port, place.Security));
        Assert.Equal(text.Contains('@'), place.Credentials is { UserName: "shop", Password: "secret" });
    }

    [Theory]
    [InlineData("mail.test:25")]
    [InlineData("http://mail.test")]
    [InlineData("smtp://")]
    [InlineData("smtp://mail.test/inbox")]
    public void What_is_no_mail_server_is_none(string text) => Assert.Null(SmtpPlace.Parse(text));

    private static ValueTask<StepOutcome> SendAsync(SmtpPlace place, string to = "ada@example.org") =>
        new EmailParticipant(new SmtpOutlet(place), From, new StandingClock())
            .ExecuteAsync(Calls.Receipt.To(to), TestContext.Current.CancellationToken);

    /// <summary>Speaks SMTP until the mail has come whole, and hangs up instead of saying so.</summary>
    private static async Task<string> TakeAndCutAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.test");
        var mail = new StringBuilder();
        for (var inMail = false; await reader.ReadLineAsync() is { } line;)
        {
            if (inMail) mail.AppendLine(line);
            if (inMail && line == ".") break;
            if (!inMail) await writer.WriteLineAsync(line == "DATA" ? "354 go on" : "250 fine");
            inMail |= line == "DATA";
        }

        return mail.ToString();
    }
}
