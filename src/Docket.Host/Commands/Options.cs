using Docket.Api.Requests;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary>What the API's rules say of options, in the command line's words.</summary>
internal static class Options
{
    /// <exception cref="UsageException">An option is not as it must be; the first one is told.</exception>
    public static void ThrowIfAny(FieldErrors errors)
    {
        if (!errors.Any) return;
        var (name, messages) = errors.ByField.First();
        throw new UsageException($"--{name.Replace('_', '-')} {messages[0]}.");
    }
}
