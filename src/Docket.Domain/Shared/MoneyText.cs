using System.Globalization;

namespace Docket.Domain.Shared;

/// <summary>Amounts as people read them.</summary>
public static class MoneyText
{
    private static readonly HashSet<string> WithoutDecimals = new(StringComparer.Ordinal)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    private static readonly HashSet<string> WithThreeDecimals = new(StringComparer.Ordinal)
    {
        "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
    };

    /// <summary>Minor units with their decimals; two where the currency is not known.</summary>
    public static string Of(long minor, string? currency = null)
    {
        var decimals = currency is null ? 2
            : WithoutDecimals.Contains(currency) ? 0
            : WithThreeDecimals.Contains(currency) ? 3
            : 2;
        var major = (decimal)minor / (decimal)Math.Pow(10, decimals);
        return major.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
