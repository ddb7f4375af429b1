using System.CommandLine;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Sagas;
using Docket.Host.Output;
using Docket.Participants.Email;
using MimeKit;

namespace Docket.Host.Commands;

/// <summary>The options of <c>serve</c> that say with whom checkouts are run.</summary>
internal sealed class ParticipantFlags
{
    private const string Simulated = "simulated";

    private readonly Option<string?> _payments = new("--payment-url")
    {
        Description = "The payment service that checkouts charge (DOCKET_PAYMENT_URL)",
        HelpName = "URL",
    };

    private readonly Option<string?> _shipping = new("--shipping-url")
    {
        Description = "The carrier that checkouts ship with (DOCKET_SHIPPING_URL)",
        HelpName = "URL",
    };

    private readonly Option<string?> _mail = new("--mail")
    {
        Description = "Where receipts go out: smtp://HOST:PORT, smtps://HOST, or folder:DIR (DOCKET_MAIL)",
        HelpName = "TARGET",
    };

    private readonly Option<string?> _from = new("--mail-from")
    {
        Description = "Who writes receipts (DOCKET_MAIL_FROM)",
        HelpName = "ADDRESS",
    };

    private readonly Option<string?> _lease = new("--saga-lease")
    {
        Description =
            "Seconds until another process takes over the sagas of one that died (DOCKET_SAGA_LEASE; default 15)",
        HelpName = "SECONDS",
    };

    private readonly Option<string?> _secret = SecretOption();

    /// <summary>Also of the verb that serves the other side.</summary>
    public static Option<string?> SecretOption() => new("--participants-secret")
    {
        Description = "File with the secret that requests to participants are signed with (DOCKET_PARTICIPANTS_SECRET)",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_payments, _shipping, _secret, _mail, _from, _lease])
            command.Options.Add(option);
    }

    /// <summary>
    /// The sagas' work; none where nobody takes part. Checkouts then are taken and wait: nobody's card is charged by a
    /// stand-in unasked.
    /// </summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public IReadOnlyList<IBackgroundOffer> Read(ParseResult parsed)
    {
        var simulates = Simulates();
        var (payments, shipping) = (UrlOf(parsed, _payments, "payment_url"), UrlOf(parsed, _shipping, "shipping_url"));
        if (payments is null && shipping is null && !simulates)
            return parsed.GetValue(_mail) is null
                ? []
                : throw new UsageException(
                    "--mail goes with --payment-url and --shipping-url: without them no checkout runs.");
        if (!simulates && (payments is null || shipping is null))
            throw new UsageException(
                "--payment-url and --shipping-url go together. "
                + "With DOCKET_PARTICIPANTS=simulated a stand-in takes the place of the missing one.");
        var settings = WithMail(parsed, new ParticipantSettings
        {
            Payments = payments,
            Shipping = shipping,
            Secrets = payments is null && shipping is null ? null : SecretFile.Read(parsed.GetValue(_secret)),
            Simulates = simulates,
            Lease = Options.Seconds("--saga-lease", parsed.GetValue(_lease) ?? Settings.Find("saga_lease") ?? "15"),
        });
        return [new SagaOffer(settings), new ExpiryOffer()];
    }

    private ParticipantSettings WithMail(ParseResult parsed, ParticipantSettings settings) =>
        (parsed.GetValue(_mail) ?? Settings.Find("mail")) is { } target
            ? settings with
            {
                Mail = OutletOf(target),
                MailFrom = FromOf(parsed.GetValue(_from) ?? Settings.Find("mail_from")),
            }
            : settings;

    private static bool Simulates() => Settings.Find("participants") switch
    {
        null => false,
        Simulated => true,
        var other => throw new UsageException($"DOCKET_PARTICIPANTS wants '{Simulated}'; '{other}' is none."),
    };

    private static Uri? UrlOf(ParseResult parsed, Option<string?> option, string setting) =>
        (parsed.GetValue(option) ?? Settings.Find(setting)) switch
        {
            null => null,
            var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                && url.Query.Length == 0 => url,
            var text => throw new UsageException(
                $"{option.Name} wants an address such as https://pay.example.org/v1; '{text}' is none."),
        };

    private static IMailOutlet OutletOf(string target)
    {
        const string folder = "folder:";
        if (target.StartsWith(folder, StringComparison.Ordinal) && target.Length > folder.Length)
            return new FolderOutlet(Path.GetFullPath(target[folder.Length..]));
        return SmtpPlace.Parse(target) is { } place
            ? new SmtpOutlet(place)
            : throw new UsageException(
                "--mail wants smtp://HOST:PORT, smtps://HOST, or folder:DIR; what was given is none.");
    }

    private static MailboxAddress FromOf(string? text) =>
        MailboxAddress.TryParse(text ?? "", out var from) && from.Domain is { Length: > 0 }
            ? from
            : throw new UsageException(
                "--mail wants to know who writes: --mail-from, such as \"Shop <shop@example.org>\".");
}
