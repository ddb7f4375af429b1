using System.CommandLine;
using System.Globalization;
using Docket.Api.Json;
using Docket.Api.Orders;
using Docket.Domain.Shared;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary>The options that name a moment, and the argument that names an order.</summary>
internal static class MomentOptions
{
    public static Argument<string> Order() => new("order") { Description = "The order's id", HelpName = "ORDER" };

    public static Option<string?> At() => new("--at")
    {
        Description = "Only what had happened by then, such as 2011-01-18T10:10 (UTC)",
        HelpName = "TIME",
    };

    public static Option<string?> KnownAt() => new("--known-at")
    {
        Description = "Only what had been recorded by then",
        HelpName = "TIME",
    };

    public static OrderId ReadOrder(string text) => OrderId.TryParse(text, out var id)
        ? id
        : throw new UsageException($"'{text}' is no order id: {TextId.Rule}.");

    public static Moment Read(string? at, string? knownAt, string? version) =>
        new(Instant("--at", at), Instant("--known-at", knownAt), Version(version));

    private static DateTimeOffset? Instant(string option, string? text)
    {
        if (text is null) return null;
        // At a keyboard UTC is meant where no offset is given, and the seconds may be left out.
        var time = text.Replace(' ', 'T');
        foreach (var ending in (string[])["", "Z", ":00Z", "T00:00:00Z"])
            if (Rfc3339.TryParse(time + ending, out var instant)) return instant;
        throw new UsageException($"{option} wants a time such as 2011-01-18T10:10:00Z; '{text}' is none.");
    }

    private static long? Version(string? text)
    {
        if (text is null) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : throw new UsageException($"--version wants a whole number from 1; '{text}' is none.");
    }
}
