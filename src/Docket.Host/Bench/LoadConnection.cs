using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Docket.Host.Bench;

/// <summary>One keep-alive connection that places order after order.</summary>
/// <remarks>A bare socket, because an HTTP client would cost more than the service that is measured on the same
/// cores.</remarks>
internal sealed class LoadConnection
{
    private static readonly byte[] Request = MakeRequest();
    private readonly byte[] _answer = new byte[4 * 1024];

    public List<double> Latencies { get; } = [];

    public long Failures { get; private set; }

    public static async Task<LoadConnection> RunAsync(Uri address, TimeSpan time, CancellationToken cancellationToken)
    {
        var connection = new LoadConnection();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream,
            ProtocolType.Tcp)
        { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port), cancellationToken);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time) await connection.SendAsync(socket, cancellationToken);
        return connection;
    }

    private async Task SendAsync(Socket socket, CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        await socket.SendAsync(Request, cancellationToken);
        var length = 0;
        while (!IsWhole(_answer.AsSpan(0, length)))
        {
            var read = await socket.ReceiveAsync(_answer.AsMemory(length), cancellationToken);
            if (read == 0) throw new IOException("The service closed the connection.");
            length += read;
        }

        Latencies.Add(Bench.Latencies.MsSince(asked));
        if (!_answer.AsSpan(0, length).StartsWith("HTTP/1.1 201"u8)) Failures++;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headersEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headersEnd < 0) return false;
        var body = answer[(headersEnd + 4)..];
        var headers = answer[..headersEnd];
        var lengthAt = headers.IndexOf("Content-Length: "u8);
        if (lengthAt < 0) return body.EndsWith("0\r\n\r\n"u8);
        return Utf8Parser.TryParse(headers[(lengthAt + 16)..], out int length, out _) && body.Length >= length;
    }

    private static byte[] MakeRequest()
    {
        const string body = """
            {"customer_id":"customer-4711","currency":"EUR","items":[
            {"product_id":"mug-blue","name":"Blue mug","quantity":2,"unit_price":1250},
            {"product_id":"tea-mint","name":"Mint tea, 100 g","quantity":1,"unit_price":640}]}
            """;
        const string head = "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        return Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{head}Content-Length: {body.Length}\r\n\r\n{body}"));
    }
}
