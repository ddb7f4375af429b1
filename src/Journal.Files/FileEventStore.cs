using System.Runtime.CompilerServices;
using Docket.Journal.Files.Opening;
using Docket.Journal.Files.Reading;
using Docket.Journal.Files.Segments;
using Docket.Journal.Files.Storage;
using Docket.Journal.Files.Verifying;
using Docket.Journal.Files.Writing;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Files;

/// <summary>
/// The embedded journal: segment files in one directory, written by one process and read by any. An append is
/// answered after its batch was flushed to the disk.
/// </summary>
/// <remarks>
/// Opening reads the last segment through (256 MiB at most, by default) and two filters of every older one. Memory: the
/// open segment's index (24 bytes an event), the filters (3 bytes an event at most), the newest events.
/// </remarks>
public sealed class FileEventStore : IEventStore
{
    private const int BackwardsMax = 10_000;
    private static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(50);
    private readonly IStorage _storage;
    private readonly SegmentSet _segments;
    private readonly EventDecoder _decoder;
    private readonly RecentEvents _recent;
    private readonly RecordFinder _finder;
    private readonly WriteSide? _writes;
    private readonly JournalFollower? _follower;
    private int _disposed;

    private FileEventStore(
        IStorage storage, SegmentSet segments, EventDecoder decoder, RecentEvents recent, WriteSide? writes,
        JournalFollower? follower)
    {
        _storage = storage;
        (_segments, _decoder, _recent, _writes, _follower) = (segments, decoder, recent, writes, follower);
        _finder = new RecordFinder(segments);
    }

    /// <summary>What opening found and put right.</summary>
    public RecoveryReport Recovery { get; private init; } = RecoveryReport.Clean;

    /// <summary>Whether appends are refused because the store was opened for reading only.</summary>
    public bool IsReadOnly => _writes is null;

    /// <summary>Appends that wait for their batch now.</summary>
    public int Waiting => _writes?.Commit.Waiting ?? 0;

    /// <summary>Why appends are refused until the store is opened again, such as a failed flush; null while it can be written.</summary>
    public string? Failure => IsReadOnly ? "it was opened for reading only" : _writes!.Failure?.Message;

    /// <inheritdoc/>
    public Position Head => _writes?.Signal.Head ?? _follower!.Refresh();

    /// <summary>Opens the store for writing and reading; makes it where there is none.</summary>
    /// <exception cref="JournalInUseException">Somebody else writes to it; the message says who.</exception>
    /// <exception cref="JournalCorruptException">Stored bytes are not what was written; nothing was
    /// changed.</exception>
    public static FileEventStore Open(FileStoreOptions options, EventCodec codec, TimeProvider clock, ILogger logger)
    {
        options.Validate();
        Directory.CreateDirectory(options.Directory);
        var held = StoreLock.Take(options.Directory, clock);
        try
        {
            return Open(new DirectoryStorage(options.Directory), held, options, codec, (clock, logger));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens the store for reading while another process may write to it. Sees what is durable, and changes nothing.
    /// </summary>
    /// <remarks>Waiting for an append looks at the head file 20 times a second.</remarks>
    /// <exception cref="DirectoryNotFoundException">There is no journal.</exception>
    public static FileEventStore OpenReadOnly(string directory, EventCodec codec)
    {
        var storage = new DirectoryStorage(directory);
        if (!storage.Exists(Format.DurableHead.FileName))
            throw new DirectoryNotFoundException($"There is no journal in {directory}.");
        return OpenReadOnly(storage, codec);
    }

    /// <summary>Who writes to a directory now, as the owner said; null where nobody says so.</summary>
    public static LockOwner? OwnerOf(string directory) => StoreLock.OwnerOf(directory);

    internal static FileEventStore Open(
        IStorage storage, StoreLock? held, FileStoreOptions options, EventCodec codec,
        (TimeProvider Clock, ILogger Logger) host)
    {
        var segments = new SegmentSet();
        var head = new HeadFile(storage.Open(Format.DurableHead.FileName));
        try
        {
            var journal = new JournalOpening(storage, new SegmentFactory(storage), head, segments, host.Logger).Open();
            var (decoder, recent) =
                (new EventDecoder(codec), new RecentEvents(options.RecentEventsMax, options.RecentBytesMax));
            var shared = (decoder, recent, host.Clock, host.Logger);
            var writes = new WriteSide(options, storage, journal, head, held, shared);
            return new FileEventStore(storage, segments, decoder, recent, writes, null) { Recovery = journal.Recovery };
        }
        catch
        {
            segments.Dispose();
            head.Dispose();
            throw;
        }
    }

    internal static FileEventStore OpenReadOnly(IStorage storage, EventCodec codec)
    {
        var segments = new SegmentSet();
        var head = new HeadFile(storage.OpenRead(Format.DurableHead.FileName));
        var follower = new JournalFollower(storage, new SegmentFactory(storage), head, segments);
        try
        {
            follower.Begin();
            return new FileEventStore(
                storage, segments, new EventDecoder(codec), new RecentEvents(1, 0), null, follower);
        }
        catch
        {
            segments.Dispose();
            follower.Dispose();
            throw;
        }
    }

    /// <summary>Tells other processes, by the owner file, where this one serves.</summary>
    public void Announce(string url) => _writes?.Announce(url);

    /// <inheritdoc/>
    public ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken) =>
        _writes is { } writes
            ? writes.Commit.CommitAsync(request, cancellationToken)
            : throw new JournalUnavailableException(
                "The journal was opened for reading only; append through the process that writes it.");

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = Head;
        var reader = new StreamEvents(_decoder, stream);
        foreach (var segment in _segments.All)
        {
            foreach (var recorded in reader.Read(segment, after))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (recorded.Position > head) yield break;
                yield return _recent.Find(recorded.Position) ?? recorded;
            }
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = Head;
        var reader = new PageReader(_segments, _recent, _decoder, filter);
        while (after < head)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = reader.Read(after, head);
            if (page.Through == after) continue;
            after = page.Through;
            yield return page;
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BackwardsMax);
        var newest = Math.Min(before.Value - 1, Head.Value);
        var after = new Position(Math.Max(0, newest - count));
        var events = new List<RecordedEvent>();
        var reader = new PageReader(_segments, _recent, _decoder, EventFilter.All);
        while (after.Value < newest)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = reader.Read(after, new Position(newest));
            events.AddRange(page.Events);
            after = page.Through;
        }

        events.Reverse();
        return ValueTask.FromResult<IReadOnlyList<RecordedEvent>>(events);
    }

    /// <inheritdoc/>
    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken)
    {
        _ = Head;
        return ValueTask.FromResult(key.Length is 0 or > CommandKey.KeyLengthMax ? null : _finder.Command(key));
    }

    /// <inheritdoc/>
    public async ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken)
    {
        if (_writes is { } writes) return await writes.Signal.WaitAsync(after, cancellationToken);
        while (true)
        {
            if (_follower!.Refresh() is var head && head > after) return head;
            await Task.Delay(FollowInterval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Reads the whole journal and says what is not as it was written. Appends go on meanwhile.</summary>
    /// <remarks>
    /// Takes a core for as long as reading the files takes, and 40 bytes of memory a stream and a key.
    /// </remarks>
    public Task<VerifyReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var head = Head;
        return Task.Run(
            () => new JournalVerifier(_storage).Verify(_segments.All, head, cancellationToken), cancellationToken);
    }

    /// <summary>Finishes what waits, then closes the files. Nothing may be read any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        if (_writes is not null) await _writes.DisposeAsync();
        _follower?.Dispose();
        _segments.Dispose();
    }
}
