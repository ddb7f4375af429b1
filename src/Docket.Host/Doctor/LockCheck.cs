using System.Diagnostics;
using Docket.Host.Composition;
using Docket.Journal.Examining;
using Docket.Journal.Files;

namespace Docket.Host.Doctor;

/// <summary>Who writes to the directory.</summary>
internal sealed class LockCheck : IFileCheck
{
    private const string Name = "lock";

    public IEnumerable<Finding> Look(DataDirectory data)
    {
        if (!data.HasJournal) return [];
        if (FileEventStore.OwnerOf(data.Journal) is not { } owner) return [Finding.Ok(Name, "nobody writes to it")];
        var found = $"process {owner.Pid} on {owner.Host} writes to it since {owner.StartedAt:u}"
            + (owner.Url is null ? ", and serves nobody" : $", and serves {owner.Url}");

        // The lock went with its process; the file that names the owner stays behind after a crash.
        return [owner.Host == Environment.MachineName && !IsRunning(owner.Pid)
            ? Finding.Warning(
                Name, $"process {owner.Pid} wrote to it since {owner.StartedAt:u} and has ended without closing it",
                "Start the service again; it cuts off what was never acknowledged, and nothing else.")
            : Finding.Ok(Name, found)];
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var owner = Process.GetProcessById(process);
            return !owner.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
