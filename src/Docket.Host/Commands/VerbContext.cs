using System.CommandLine;
using Docket.Host.Composition;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary>What every verb works with.</summary>
/// <param name="Data">The data directory.</param>
/// <param name="Terminal">Where it writes.</param>
/// <param name="Url">The service to ask, where one was named.</param>
/// <param name="Key">The key to show it.</param>
internal sealed record VerbContext(DataDirectory Data, Terminal Terminal, string? Url, string? Key)
{
    public static VerbContext Of(ParseResult parsed) => new(
        DataDirectory.Of(parsed.GetValue(GlobalOptions.Data)!), new Terminal(parsed.GetValue(GlobalOptions.Json)),
        parsed.GetValue<string?>("--url"), parsed.GetValue<string?>("--key"));

    /// <summary>For verbs that never ask a service.</summary>
    public static VerbContext OfLocal(ParseResult parsed) => new(
        DataDirectory.Of(parsed.GetValue(GlobalOptions.Data)!), new Terminal(parsed.GetValue(GlobalOptions.Json)),
        null, null);
}
