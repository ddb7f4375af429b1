using Docket.Host.Output;
using Docket.ReadModels;

namespace Docket.Host.Composition.Stores;

/// <summary>Reads which of the shared views a process may apply, so that they can be spread over processes.</summary>
internal static class AppliedViews
{
    /// <summary>The place, with what was asked for.</summary>
    /// <param name="place">The place.</param>
    /// <param name="views">What was asked for; null for every view.</param>
    /// <param name="answers">Whether the process answers queries, and so reads the others.</param>
    /// <exception cref="UsageException">A view is none, or nothing is shared here.</exception>
    public static JournalPlace In(JournalPlace place, string? views, bool answers)
    {
        if (views is null) return place;
        var names = views.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !ViewNames.All.Contains(name)) is { } unknown)
            throw new UsageException(
                $"--project wants {string.Join(", ", ViewNames.All)}, or several divided by commas; '{unknown}' is none.");
        return place is PostgresPlace { SharesViews: true } postgres
            ? postgres with { Applied = names, ReadsOthers = answers }
            : throw new UsageException("--project goes with views that processes share: --postgres, and not --views local.");
    }
}
