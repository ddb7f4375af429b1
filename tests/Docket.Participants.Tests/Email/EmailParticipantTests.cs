using Docket.Journal.Processes.Participants;
using Docket.Participants.Email;
using MimeKit;

namespace Docket.Participants.Tests.Email;

public sealed class EmailParticipantTests : IDisposable
{
    private static readonly MailboxAddress From = new("Shop", "shop@example.org");
    private readonly string _directory = Directory.CreateTempSubdirectory("docket-mail-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_key_lays_one_mail_into_the_folder_however_often_it_comes()
    {
        Assert.Equal(new StepOutcome.Succeeded(), await AskAsync(Calls.Receipt));
        Assert.Equal(new StepOutcome.Succeeded(), await AskAsync(Calls.Receipt));
        var mail = await MimeMessage.LoadAsync(
            Assert.Single(Directory.GetFiles(_directory)), TestContext.Current.CancellationToken);
        Assert.Equal("8471.1/send-receipt-email", mail.Headers["X-Docket-Key"]);
    }

    [Fact]
    public async Task A_folder_knows_what_it_has()
    {
        var participant = Of(new FolderOutlet(_directory));
        Assert.Null(await participant.QueryAsync(Calls.Receipt, TestContext.Current.CancellationToken));
        await AskAsync(Calls.Receipt);
        Assert.Equal(
            new StepOutcome.Succeeded(), await participant.QueryAsync(Calls.Receipt, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_gave_no_address_gets_no_mail_and_no_error()
    {
        Assert.IsType<StepOutcome.Succeeded>(await AskAsync(Calls.Receipt.To(null)));
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Theory]
    [InlineData("nobody at all")]
    [InlineData("ada@example.org\r\nBcc: eve@example.org")]
    public async Task What_is_no_address_is_refused(string address)
    {
        Assert.IsType<StepOutcome.Refused>(await AskAsync(Calls.Receipt.To(address)));
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again()
    {
        var file = Path.Combine(_directory, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        Assert.IsType<StepOutcome.FailedForNow>(
            await Of(new FolderOutlet(file)).ExecuteAsync(Calls.Receipt, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_way_for_mails_a_receipt_is_refused() => Assert.IsType<StepOutcome.Refused>(
        await Of(null).ExecuteAsync(Calls.Receipt, TestContext.Current.CancellationToken));

    private static EmailParticipant Of(IMailOutlet? outlet) => new(outlet, From, new StandingClock());

    private ValueTask<StepOutcome> AskAsync(StepCall call) =>
        Of(new FolderOutlet(_directory)).ExecuteAsync(call, TestContext.Current.CancellationToken);
}
