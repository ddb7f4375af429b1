using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>Writes a page: its facts first, then its rows with the stand, each as one part.</summary>
/// <remarks>
/// Facts that a crash left without their stand are the facts that the same events make again. Rows and stand are there
/// together or not at all.
/// </remarks>
internal sealed class PageWriter(
    ClickHouseClient client, FactTable view, int generation, ClickHouseOptions options, CommitPace pace,
    (TimeProvider Clock, CancellationToken Closing) host)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private readonly BinaryRows _rows = new();
    private readonly FactWriter _facts = new(view.Columns.Count);
    private readonly IFacts _teller = view.NewFacts();
    private readonly string _factsInto =
        $"{view.TableOf("facts", generation)} ({string.Join(", ", view.Columns.Select(column => column.Name))})";

    private readonly string _rowsInto = $"{view.TableOf("rows", generation)} (key, row, removed, batch, former, has_former)";
    private int _count;

    /// <summary>Takes in a row that changes. Null stands for no row.</summary>
    public void Add(ReadOnlySpan<byte> key, byte[]? before, byte[]? after, long batch)
    {
        _teller.Tell(key, before, after, _facts);
        AddRow(key, after, batch, before);
    }

    /// <summary>Takes in a row as it should be with all its facts, whatever was told before.</summary>
    public void Mend(ReadOnlySpan<byte> key, byte[]? row, long batch)
    {
        _teller.Tell(key, null, row, _facts);
        AddRow(key, row, batch, row);
    }

    /// <summary>Writes what was taken in, with where the view stands then.</summary>
    /// <exception cref="ViewStorageException">The server does not take it; what became of it may be
    /// unknown.</exception>
    public void Write(RowStoreState state, long batch)
    {
        try
        {
            AddRow([], RowStateBytes.Write(state), batch, null);
            pace.Wait();
            if (_facts.Count > 0) Insert(_factsInto, _facts.Bytes, _facts.Count);
            Insert(_rowsInto, _rows.Bytes, _count);
        }
        finally
        {
            pace.Committed();
        }
    }

    /// <summary>Forgets what was taken in.</summary>
    public void Clear()
    {
        _count = 0;
        _rows.Clear();
        _facts.Clear();
    }

    private void AddRow(ReadOnlySpan<byte> key, byte[]? row, long batch, byte[]? former)
    {
        _rows.Text(key);
        _rows.Text(row);
        _rows.Byte(row is null ? (byte)1 : (byte)0);
        _rows.Number(batch);
        _rows.Text(former);
        _rows.Byte(former is null ? (byte)0 : (byte)1);
        _count++;
    }

    /// <summary>Adds one part, and tries again what did not go well or whose answer was lost: the same bytes, which
    /// count
    /// once however often they are there.</summary>
    private void Insert(string into, ReadOnlyMemory<byte> rows, int count)
    {
        var since = host.Clock.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                client.Insert(into, rows, count);
                return;
            }
            catch (Exception failure) when (IsPassing(failure))
            {
                if (host.Closing.IsCancellationRequested
                    || host.Clock.GetElapsedTime(since) + pause > options.CommitPatience)
                    throw Failed(failure);
            }
            catch (ClickHouseException failure)
            {
                throw Failed(failure);
            }

            pace.Pause(pause);
        }
    }

    private static bool IsPassing(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException
            or ClickHouseException { IsPassing: true };

    private ViewStorageException Failed(Exception failure) =>
        new($"ClickHouse does not take a page of the view {view.View} now: {failure.Message}", failure);
}
