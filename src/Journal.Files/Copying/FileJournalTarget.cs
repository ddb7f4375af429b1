using Docket.Journal.Copying;
using Docket.Journal.Files.Format;
using Docket.Journal.Files.Opening;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Files.Writing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files.Copying;

/// <summary>A directory that a journal of another kind of store is copied into. Its torn end, if any, is cut first.</summary>
public sealed class FileJournalTarget : IJournalTarget
{
    private readonly string _directory;
    private readonly List<IDisposable> _held;
    private readonly OpenSegment _open;
    private readonly PieceWriter _writer;

    private FileJournalTarget(string directory, List<IDisposable> held, ILogger logger)
    {
        _directory = directory;
        _held = held;
        var storage = new DirectoryStorage(directory);
        var segments = Held(new SegmentSet());
        var head = Held(new HeadFile(storage.Open(DurableHead.FileName)));
        var factory = new SegmentFactory(storage);
        var journal = new JournalOpening(storage, factory, head, segments, logger).Open();
        var sealer = Held(new Sealer(storage, logger));
        _open = new OpenSegment(
            factory, segments, head, logger, new FileStoreOptions { Directory = directory }.SegmentBytesMax);
        _writer = new PieceWriter(_open, segments, journal.Last, journal.RecordedAtTicks, sealer.Begin);
    }

    /// <inheritdoc/>
    public Position Head => _writer.Last;

    /// <summary>Takes a directory for writing; makes the journal where there is none.</summary>
    /// <exception cref="JournalInUseException">Somebody else writes to it; the message says who.</exception>
    public static FileJournalTarget Open(string directory, TimeProvider clock, ILogger logger)
    {
        Directory.CreateDirectory(directory);
        List<IDisposable> held = [StoreLock.Take(directory, clock)];
        try
        {
            return new FileJournalTarget(directory, held, logger);
        }
        catch
        {
            LetGo(held);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> WriteAsync(JournalPiece piece, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_writer.Write(piece));
    }

    /// <inheritdoc/>
    public ValueTask<IJournalSource> ReadBackAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IJournalSource>(FileJournalSource.Open(_directory));

    /// <summary>Gives back the room taken ahead and lets go of the directory.</summary>
    public ValueTask DisposeAsync()
    {
        _open.Close();
        LetGo(_held);
        return ValueTask.CompletedTask;
    }

    private static void LetGo(List<IDisposable> held)
    {
        for (var i = held.Count - 1; i >= 0; i--) held[i].Dispose();
    }

    private T Held<T>(T part)
        where T : IDisposable
    {
        _held.Add(part);
        return part;
    }
}
