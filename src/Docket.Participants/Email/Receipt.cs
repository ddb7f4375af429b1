using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Docket.Application.Checkout;
using Docket.Domain.Shared;
using MimeKit;

namespace Docket.Participants.Email;

/// <summary>The mail that thanks for an order.</summary>
internal static class Receipt
{
    /// <summary>The header with the idempotency key, for whoever looks for a mail by its checkout.</summary>
    public const string KeyHeader = "X-Docket-Key";

    private const int IdBytes = 16;

    /// <summary>The same for every try of a key, and for no other key.</summary>
    public static string IdOf(string key, MailboxAddress from) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, IdBytes))}@{from.Domain}";

    public static MimeMessage Of(
        CheckoutRequest checkout, MailboxAddress to, MailboxAddress from, string key, DateTimeOffset at)
    {
        var mail = new MimeMessage
        {
            MessageId = IdOf(key, from),
            Date = at,
            Subject = $"Your order {checkout.Order}",
            Body = new TextPart("plain") { Text = TextOf(checkout) },
        };
        mail.From.Add(from);
        mail.To.Add(to);
        mail.Headers.Add(KeyHeader, key);
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // So that no absence note answers it (RFC 3834).
        return mail;
    }

    private static string TextOf(CheckoutRequest checkout)
    {
        var text = new StringBuilder("Thank you for your order ").Append(checkout.Order)
            .Append(". It is paid and on its way:\r\n\r\n");
        foreach (var line in checkout.Lines)
            text.Append(CultureInfo.InvariantCulture, $"  {line.Quantity} x {line.Product}\r\n");
        var code = checkout.Currency.Code;
        var paid = MoneyText.Of(checkout.Total.Minor, code);
        return text.Append(CultureInfo.InvariantCulture, $"\r\nPaid: {paid} {code}\r\n").ToString();
    }
}
