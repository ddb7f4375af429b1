using System.CommandLine;
using System.Globalization;
using Docket.Host.Composition.Alerts;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary>The options of <c>serve</c> that say when views lag too much, and who is told.</summary>
internal sealed class LagFlags
{
    private readonly Option<string?> _alert = new("--lag-alert")
    {
        Description = "Seconds that a view may lag before it is told of (DOCKET_LAG_ALERT; default 1)",
        HelpName = "SECONDS",
    };

    private readonly Option<string?> _webhook = new("--lag-webhook")
    {
        Description = "POST there when a view begins to lag too much and when it keeps up again (DOCKET_LAG_WEBHOOK; "
            + "signed where DOCKET_LAG_WEBHOOK_SECRET is set)",
        HelpName = "URL",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_alert);
        command.Options.Add(_webhook);
    }

    /// <exception cref="UsageException">One of them is none.</exception>
    public LagAlerts Read(ParseResult parsed) => new(
        ThresholdOf(parsed.GetValue(_alert) ?? Settings.Find("lag_alert") ?? "1"),
        WebhookOf(parsed.GetValue(_webhook) ?? Settings.Find("lag_webhook")), Settings.Find("lag_webhook_secret"));

    private static TimeSpan ThresholdOf(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0.1 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"--lag-alert wants seconds from 0.1 to 86400; '{text}' is none.");

    // The address may hold a password, so a wrong one is not repeated.
    private static Uri? WebhookOf(string? text) => text is null
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UsageException("--lag-webhook wants an address such as https://alerts.example.com/docket.");
}
