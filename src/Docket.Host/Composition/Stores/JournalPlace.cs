using Docket.Host.Output;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Stores;

/// <summary>Where the journal lies, and how it is opened there: the one choice of a store.</summary>
internal abstract record JournalPlace
{
    /// <summary>As a message names it; without a password.</summary>
    public abstract string Name { get; }

    /// <summary>Whether views of this journal are kept for several processes together.</summary>
    public virtual bool SharesViews => false;

    public static JournalPlace Of(DataDirectory data, string? postgres) => Of(data, postgres, ViewChoice.Default);

    /// <exception cref="UsageException">Views are to be shared, and the journal cannot be.</exception>
    public static JournalPlace Of(DataDirectory data, string? postgres, ViewChoice views)
    {
        if (postgres is not null) return PostgresPlace.Parse(data, postgres) with { Views = views };
        return views.Elsewhere.Count == 0
            ? new FilePlace(data) { ViewsElsewhere = views }
            : throw new UsageException(
                $"The view {views.Elsewhere.First().Key} in {views.Elsewhere.First().Value.Engine} wants the journal in "
                + "PostgreSQL: --postgres says where.");
    }

    /// <summary>For verbs that read: a name that was typed wrongly must not become a new, empty journal.</summary>
    public abstract void MustHaveJournal();

    /// <summary>Opens the journal for writing.</summary>
    /// <exception cref="Journal.Files.JournalInUseException">Another process holds what must be held alone.</exception>
    public abstract Task<OpenedJournal> OpenAsync(
        ViewUse views, ILoggerFactory loggers, CancellationToken cancellationToken);

    /// <summary>Opens the journal to read it, whoever writes it.</summary>
    /// <exception cref="FailureException">There is none, or it cannot be reached.</exception>
    public abstract Task<JournalToRead> OpenToReadAsync(CancellationToken cancellationToken);
}

/// <summary>What a verb wants of the views.</summary>
internal enum ViewUse
{
    /// <summary>It only writes.</summary>
    None,

    /// <summary>The ones kept in the data directory, alone.</summary>
    Kept,

    /// <summary>The kept ones; what is shared is only read, and another process applies it.</summary>
    Followed,

    /// <summary>The kept ones, or, where another process keeps them, its own in memory, made from the first event on.</summary>
    KeptOrInMemory,
}
