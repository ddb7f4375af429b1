using System.Globalization;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>Which simulations are run: the seeds that the test names, or only the one in <c>DOCKET_SEED</c>.</summary>
internal static class Seed
{
    public static IEnumerable<int> From(int first, int count) =>
        Environment.GetEnvironmentVariable("DOCKET_SEED") is { Length: > 0 } seed
            ? [int.Parse(seed, CultureInfo.InvariantCulture)]
            : Enumerable.Range(first, count);

    /// <summary>Fails with what was found, and with how to see it again.</summary>
    public static void AssertNothing(int seed, IEnumerable<string> findings)
    {
        var found = findings.Take(10).ToList();
        if (found.Count > 0)
            Assert.Fail($"DOCKET_SEED={seed} replays it.{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}
