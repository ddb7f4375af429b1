using Docket.Journal.Files.Opening;

namespace Docket.Journal.Files.Views;

/// <summary>Holds a directory of views for one process, where the journal lies elsewhere and has no lock to share.</summary>
public sealed class ViewDirectoryLock : IDisposable
{
    private readonly StoreLock _held;

    private ViewDirectoryLock(StoreLock held) => _held = held;

    /// <summary>Takes the directory, and makes it where there is none.</summary>
    /// <exception cref="JournalInUseException">Another process keeps its views there; the message says who.</exception>
    public static ViewDirectoryLock Take(string directory, TimeProvider clock)
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new ViewDirectoryLock(StoreLock.Take(directory, clock));
        }
        catch (JournalInUseException held)
        {
            throw JournalInUseException.OfViews(directory, held);
        }
    }

    /// <summary>Tells other processes, by the owner file, where this one serves.</summary>
    public void Announce(string url) => _held.Announce(url);

    /// <summary>Lets go.</summary>
    public void Dispose() => _held.Dispose();
}
