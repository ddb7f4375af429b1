using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Tests.Processes;

/// <summary>Lets members in other processes use a test's sink, and tells the test of each batch before it is applied.</summary>
internal sealed class SinkServer : IDisposable
{
    private readonly TestSink _sink;
    private readonly Action<int> _batchFrom;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SinkServer(TestSink sink, Action<int> batchFrom)
    {
        (_sink, _batchFrom) = (sink, batchFrom);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var asked = new StreamReader(client.GetStream());
            await using var answers = new StreamWriter(client.GetStream());
            var process = int.Parse((await asked.ReadLineAsync())!, null);
            while (await asked.ReadLineAsync() is { } line)
            {
                await answers.WriteLineAsync(await AnswerAsync(line.Split(' '), process));
                await answers.FlushAsync();
            }
        }
    }

    private async ValueTask<string> AnswerAsync(string[] asked, int process)
    {
        var partition = int.Parse(asked[1], null);
        if (asked[0] == "claim")
        {
            var claim = await _sink.ClaimAsync(partition, CancellationToken.None);
            return string.Create(CultureInfo.InvariantCulture, $"{claim.Epoch} {claim.Place.Position} {claim.Place.Offset}");
        }

        _batchFrom(process);
        var through = new PartitionPlace(new Position(long.Parse(asked[3], null)), long.Parse(asked[4], null));
        var events = asked[5].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Read).ToList();
        var applied = await _sink.TryApplyAsync(
            new PartitionClaim(partition, long.Parse(asked[2], null), default), new PartitionBatch(events, through),
            CancellationToken.None);
        return applied ? "1" : "0";
    }

    private static RecordedEvent Read(string text)
    {
        var parts = text.Split('@');
        return new RecordedEvent(Note.Codec, new StoredEvent
        {
            Stream = StreamName.TryParse(parts[0], out var stream) ? stream : throw new FormatException(text),
            Version = new StreamVersion(long.Parse(parts[1], null)),
            Position = new Position(long.Parse(parts[2], null)),
            Type = "note.made.v1",
            RecordedAt = default,
            Data = default,
            Metadata = default,
        });
    }
}
