using System.Globalization;

namespace Docket.Api.Telemetry;

/// <summary>Statuses as text, made once each.</summary>
internal static class StatusText
{
    private static readonly string[] Texts =
        [.. Enumerable.Range(0, 600).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    public static string Of(int status) => (uint)status < (uint)Texts.Length ? Texts[status] : "other";
}
