using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Journal.Examining;
using Docket.Journal.Files.Copying;
using Docket.Journal.Store;

namespace Docket.Host.Doctor;

/// <summary>Whether the journal can be opened, and how far it reaches.</summary>
internal sealed class HeadCheck : IFileCheck
{
    private const string Name = "head";

    public IEnumerable<Finding> Look(DataDirectory data)
    {
        if (!Directory.Exists(data.Path)) return [];
        if (!data.HasJournal)
            return [Finding.Problem(
                Name, $"there is no journal in {data.Path}",
                "`docket serve` or `docket import` makes one; --data names another directory.")];
        return [HeadOf(data)];
    }

    private static Finding HeadOf(DataDirectory data)
    {
        try
        {
            var journal = FileJournalSource.Open(data.Journal);
            var head = journal.Head.Value;
            journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return Finding.Ok(Name, $"the journal reaches position {Figures.Count(head)}; `docket verify` reads all of it");
        }
        catch (Exception failure) when (failure is IOException or JournalCorruptException or UnauthorizedAccessException)
        {
            return Finding.Problem(
                Name, failure.Message,
                "`docket serve` mends a damaged head; of other files `docket verify` names the places: restore them.");
        }
    }
}
