using Docket.Journal.InMemory;
using Docket.Journal.Spec;
using Docket.Journal.Store;

namespace Docket.Journal.Tests;

public sealed class InMemoryEventStoreTests : EventStoreSpec
{
    private readonly MemoryJournal _journal = new();

    protected override ValueTask<IEventStore> OpenAsync() =>
        new(new InMemoryEventStore(_journal, Notes.Codec, TimeProvider.System, new GroupCommitOptions()));
}
