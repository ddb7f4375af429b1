using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Projections.Tests.Given;

/// <summary>Keeps a view in memory, and its large pages on their way until the test says how each ends.</summary>
internal sealed class BehindStorage : IViewStorage
{
    /// <summary>Ends the pages that are not awaited.</summary>
    public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Told when a page is on its way.</summary>
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OpenedRows Open(string view, int schemaVersion) => new(null, null, null);

    public IRowStore? OpenToCheck(string view, int schemaVersion) => null;

    public IRowStore Create(string view, int schemaVersion) => new Rows(this);

    public void Serve(string view, IRowStore rows)
    {
        // Only one is ever made.
    }

    public void Discard(IRowStore rows) => rows.Dispose();

    private sealed class Rows(BehindStorage storage) : IRowStore
    {
        private readonly InMemoryRowStore _rows = new();
        private readonly PagesUnderWay _pages = new(default);

        public RowStoreState State => _pages.Written;

        public Task Written => _pages.UnderWay;

        public bool IsShared => true;

        public byte[]? Read(ReadOnlySpan<byte> key) => _rows.Read(key);

        public void Commit(RowBatch batch)
        {
            var isAwaited = batch.IsAwaited;
            _rows.Commit(batch);
            _pages.Write(batch.State, isAwaited, () =>
            {
                if (isAwaited) return;
                storage.Began.TrySetResult();
                storage.End.Task.GetAwaiter().GetResult();
            });
        }

        public void Scan(RowVisitor visit) => _rows.Scan(visit);

        public void Dispose() => _rows.Dispose();
    }
}
