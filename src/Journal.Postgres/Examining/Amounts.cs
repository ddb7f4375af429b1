using System.Globalization;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Amounts as people read them.</summary>
internal static class Amounts
{
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1_048_576 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_024.0:0.0} KiB"),
        < 1_073_741_824 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_048_576.0:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_073_741_824.0:0.0} GiB"),
    };

    public static string Seconds(double seconds) => seconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
