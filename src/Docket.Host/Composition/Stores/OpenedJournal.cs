using Docket.Journal.Projections.Feeding;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;
using Docket.ReadModels;

namespace Docket.Host.Composition.Stores;

/// <summary>A journal open for writing, with what lies beside it.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="Snapshots">Snapshots of long streams.</param>
/// <param name="Views">Where views are kept.</param>
internal sealed record OpenedJournal(IEventStore Journal, ISnapshotStore Snapshots, IViewStorage Views)
    : IAsyncDisposable
{
    /// <summary>Why it takes no writes; null while it does.</summary>
    public required Func<string?> Failure { get; init; }

    /// <summary>Tells other processes where this one serves.</summary>
    public required Action<string> Announce { get; init; }

    /// <summary>What each view is kept in and asked from.</summary>
    public Func<string, IViewEngine> EngineOf { get; init; } = _ => new LocalViews();

    /// <summary>Where views' events come from; null for the journal itself.</summary>
    public IEventFeed? Feed { get; init; }

    /// <summary>Which shared views this process may apply.</summary>
    public Func<string, bool> Applies { get; init; } = _ => true;

    /// <summary>Whether it reads the others.</summary>
    public bool ReadsOthers { get; init; } = true;

    /// <summary>Says in one line what hinders the views from being opened.</summary>
    public Func<Func<Task>, Task> Explain { get; init; } = work => work();

    /// <summary>Sessions that end before the journal is closed.</summary>
    public IReadOnlyList<IAsyncDisposable> Sessions { get; init; } = [];

    /// <summary>Closed with it, before it: a journal's own lock is the last thing to be let go.</summary>
    public IReadOnlyList<IDisposable> Held { get; init; } = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var session in Sessions) await session.DisposeAsync();
        foreach (var held in Held) held.Dispose();
        await Journal.DisposeAsync();
    }
}

/// <summary>A journal open for reading, while others write it.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="Views">The views kept beside it, to be compared with it.</param>
/// <param name="VerifyAsync">Reads all of it.</param>
internal sealed record JournalToRead(
    IEventStore Journal, IViewStorage Views, Func<CancellationToken, Task<JournalFindings>> VerifyAsync)
    : IAsyncDisposable
{
    /// <summary>What each view is kept in.</summary>
    public Func<string, IViewEngine> EngineOf { get; init; } = _ => new LocalViews();

    /// <summary>Sessions that end before the journal is closed.</summary>
    public IReadOnlyList<IAsyncDisposable> Sessions { get; init; } = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var session in Sessions) await session.DisposeAsync();
        await Journal.DisposeAsync();
    }
}

/// <summary>What reading all of a journal found.</summary>
internal sealed record JournalFindings(
    long Events, long Streams, long Commands, long Bytes, IReadOnlyList<string> Problems);
