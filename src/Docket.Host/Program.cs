using System.CommandLine;
using System.CommandLine.Invocation;
using Docket.Host.Commands;
using Docket.Host.Output;

namespace Docket.Host;

/// <summary>The one entry: which verb, and how its end becomes an exit code.</summary>
internal static class Program
{
    /// <summary>How long a stopped verb may take to end; the service finishes what it has accepted meanwhile.</summary>
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(30);

    private static async Task<int> Main(string[] args)
    {
        using var signals = new StopSignals(EndingTime);
        try
        {
            var parsed = CommandLine.Create().Parse(args);
            if (parsed.Action is ParseErrorAction) return Failures.Usage(parsed);
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null
                },
                signals.Token);
        }
        catch (Exception failure)
        {
            return Failures.Explain(failure);
        }
    }
}
