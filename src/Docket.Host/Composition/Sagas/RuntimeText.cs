using Docket.Host.Output;
using Docket.Journal.Processes;

namespace Docket.Host.Composition.Sagas;

/// <summary>Reads <c>--checkout</c>.</summary>
internal static class RuntimeText
{
    public const string Orchestrated = "orchestrated";

    private const string Choreographed = "choreographed";

    /// <exception cref="UsageException">It is neither.</exception>
    public static ProcessRuntime Parse(string text) => text switch
    {
        Orchestrated => ProcessRuntime.Orchestrated,
        Choreographed => ProcessRuntime.Choreographed,
        _ => throw new UsageException($"--checkout wants {Orchestrated} or {Choreographed}; '{text}' is neither."),
    };
}
