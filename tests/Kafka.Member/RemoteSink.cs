using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Store;

namespace Docket.Kafka.Member;

/// <summary>A sink in another process: one line asks, one line answers.</summary>
internal sealed class RemoteSink : IPartitionSink, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TcpClient _client = new();
    private readonly StreamReader _answers;
    private readonly StreamWriter _asked;

    public RemoteSink(int port)
    {
        _client.Connect(IPAddress.Loopback, port);
        _answers = new StreamReader(_client.GetStream());
        _asked = new StreamWriter(_client.GetStream());
        _asked.WriteLine(Environment.ProcessId);
    }

    public async ValueTask<PartitionClaim> ClaimAsync(int partition, CancellationToken cancellationToken)
    {
        var answer = (await AskAsync($"claim {partition}")).Split(' ').Select(part => long.Parse(part, null)).ToArray();
        return new PartitionClaim(partition, answer[0], new PartitionPlace(new Position(answer[1]), answer[2]));
    }

    public async ValueTask<bool> TryApplyAsync(
        PartitionClaim claim, PartitionBatch batch, CancellationToken cancellationToken)
    {
        var events = batch.Events.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"{one.Stream}@{one.Version}@{one.Position}"));
        return await AskAsync(string.Create(CultureInfo.InvariantCulture,
            $"apply {claim.Partition} {claim.Epoch} {batch.Through.Position} {batch.Through.Offset} {string.Join(',', events)}")) == "1";
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<string> AskAsync(string line)
    {
        await _turn.WaitAsync();
        try
        {
            await _asked.WriteLineAsync(line);
            await _asked.FlushAsync();
            return await _answers.ReadLineAsync() ?? throw new IOException("The sink is gone.");
        }
        finally
        {
            _turn.Release();
        }
    }
}
