using Docket.Host.Output;
using Docket.Journal.Files;

namespace Docket.Host.Composition;

/// <summary>Where everything of one embedded Docket lies.</summary>
/// <param name="Path">As it was given.</param>
internal sealed record DataDirectory(string Path)
{
    /// <summary>The directory that was asked for. No name at all is most likely a shell variable that was not set,
    /// and must not become the current directory.</summary>
    /// <exception cref="UsageException">It is blank.</exception>
    public static DataDirectory Of(string path) => string.IsNullOrWhiteSpace(path)
        ? throw new UsageException("--data wants a directory; what was given is blank.")
        : new DataDirectory(path);

    /// <summary>The journal: the truth.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal");

    /// <summary>The views: they can be deleted, and every answer is the same.</summary>
    public string Views => System.IO.Path.Combine(Path, "views");

    /// <summary>Snapshots of long orders; they can be deleted as well.</summary>
    public string Snapshots => System.IO.Path.Combine(Path, "snapshots");

    public bool HasJournal => Directory.Exists(Journal);

    /// <summary>For verbs that read: a name that was typed wrongly must not become a new, empty journal.</summary>
    public void MustHaveJournal()
    {
        if (!HasJournal)
            throw new FailureException(
                $"There is no journal in {Path}. `docket import` or `docket serve` makes one; "
                + "--data names another directory.");
    }

    /// <summary>Makes the directory, or says why that cannot be.</summary>
    public void Make()
    {
        try
        {
            Directory.CreateDirectory(Journal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FailureException($"{Path} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Opens the journal to read it, whoever writes it.</summary>
    public FileEventStore OpenReadOnly()
    {
        MustHaveJournal();
        return FileEventStore.OpenReadOnly(Journal, Application.Wire.DocketCodec.Create());
    }
}
