using System.Threading.Channels;
using Docket.Journal.Store;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>One connection of the change stream: what it has decoded, for each lane, and how far the lanes have come.</summary>
internal sealed class StreamSession
{
    private const int ChunksMax = 64;
    private readonly Channel<StreamChunk>[] _lanes;
    private readonly ulong[] _done;
    private ulong _sent;

    /// <param name="startHead">Everything after this position comes through the stream.</param>
    /// <param name="lanes">How many there are.</param>
    public StreamSession(Position startHead, int lanes)
    {
        StartHead = startHead;
        _done = new ulong[lanes];
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => Channel.CreateBounded<StreamChunk>(ChunksMax))];
    }

    public Position StartHead { get; }

    /// <summary>Every commit handed to the lanes has been dealt with by all of them.</summary>
    public bool IsIdle => Confirmed.CompareTo(new NpgsqlLogSequenceNumber(Volatile.Read(ref _sent))) >= 0;

    /// <summary>All lanes are done with what was committed up to here.</summary>
    public NpgsqlLogSequenceNumber Confirmed
    {
        get
        {
            var least = ulong.MaxValue;
            for (var i = 0; i < _done.Length; i++) least = Math.Min(least, Volatile.Read(ref _done[i]));
            return new NpgsqlLogSequenceNumber(least);
        }
    }

    /// <summary>What has come for a lane and was not taken yet.</summary>
    public ChannelReader<StreamChunk> Chunks(int lane) => _lanes[lane].Reader;

    /// <summary>Hands each lane its part; waits for lanes that are behind.</summary>
    /// <remarks>
    /// Meanwhile nothing is read: that the server has ended the session is noticed when the lanes go on, and until then
    /// they have what was sent before.
    /// </remarks>
    public async ValueTask SendAsync(StreamChunk[] chunks, CancellationToken cancellationToken)
    {
        if (chunks[0].End is { } sent) Volatile.Write(ref _sent, (ulong)sent);
        for (var i = 0; i < _lanes.Length; i++) await _lanes[i].Writer.WriteAsync(chunks[i], cancellationToken);
    }

    /// <summary>A lane has dealt with everything up to the end of a transaction.</summary>
    public void Done(int lane, NpgsqlLogSequenceNumber end) => Volatile.Write(ref _done[lane], (ulong)end);
}

/// <summary>A part of the stream.</summary>
/// <param name="Rows">The lane's rows, by position.</param>
/// <param name="Through">No row up to here is still to come.</param>
/// <param name="End">Where the last whole transaction in it ended; null where there is none.</param>
internal sealed record StreamChunk(List<OutboxRow> Rows, Position Through, NpgsqlLogSequenceNumber? End);
