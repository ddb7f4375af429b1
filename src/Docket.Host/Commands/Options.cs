using System.Globalization;
using Docket.Api.Requests;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary>What the API's rules say of options, in the command line's words.</summary>
internal static class Options
{
    private const int SecondsMax = 3_600;

    /// <exception cref="UsageException">An option is not as it must be; the first one is told.</exception>
    public static void ThrowIfAny(FieldErrors errors)
    {
        if (!errors.Any) return;
        var (name, messages) = errors.ByField.First();
        throw new UsageException($"--{name.Replace('_', '-')} {messages[0]}.");
    }

    /// <summary>The length of a lease.</summary>
    /// <exception cref="UsageException">The text is none.</exception>
    public static TimeSpan Seconds(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 1 and <= SecondsMax
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{option} wants whole seconds from 1 to {SecondsMax}; '{text}' is none.");
}
