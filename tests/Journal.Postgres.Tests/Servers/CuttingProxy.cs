using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Docket.Journal.Postgres.Tests.Servers;

/// <summary>
/// Stands between a store and the server. Armed, it lets the next append through to the server and cuts the connection
/// instead of passing the answer on: the server has committed, the client cannot know.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly int _target;
    private readonly Task _accepting;
    private int _cut = Never;
    private TaskCompletionSource _cutAll = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private byte[]? _holding;
    private TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private const int Never = 0;
    private const int OnAnswer = 1;
    private const int OnQuestion = 2;

    public CuttingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether the cut has been made.</summary>
    public bool HasCut => Volatile.Read(ref _cut) == Never;

    /// <summary>Swallows the next answer and cuts.</summary>
    public void CutOnAnswer() => Volatile.Write(ref _cut, OnAnswer);

    /// <summary>Swallows the next question and cuts: the server hears only the end of the connection.</summary>
    public void CutOnQuestion() => Volatile.Write(ref _cut, OnQuestion);

    /// <summary>
    /// Passes on the next question that holds this text, and nothing of its answer: the server has done it, and who asked
    /// waits. The task ends when the answer is there.
    /// </summary>
    public Task HoldAnswerTo(string text)
    {
        _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _holding, Encoding.ASCII.GetBytes(text));
        return _held.Task;
    }

    /// <summary>Cuts every connection there is now, whatever is under way on it.</summary>
    public void CutAll() =>
        Interlocked.Exchange(ref _cutAll, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting.ContinueWith(static _ => { }, TaskScheduler.Default);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true) _ = CarryAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
    }

    private async Task CarryAsync(TcpClient client)
    {
        var cut = _cutAll.Task;
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            var carried = new Carried();
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), OnQuestion, carried),
                PumpAsync(server.GetStream(), client.GetStream(), OnAnswer, carried),
                cut);
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, int cut, Carried carried)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReadAsync(buffer, _closing.Token) is > 0 and var read)
            {
                if (Interlocked.CompareExchange(ref _cut, Never, cut) == cut) return;
                if (cut == OnAnswer && carried.IsHeld)
                {
                    // Nothing more comes through, so that who asked goes on waiting.
                    _held.TrySetResult();
                    continue;
                }

                if (cut == OnQuestion && Volatile.Read(ref _holding) is { } wanted
                    && buffer.AsSpan(0, read).IndexOf(wanted) >= 0) carried.IsHeld = true;
                await to.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Carried
    {
        private volatile bool _isHeld;

        /// <summary>Whether its answers are kept back.</summary>
        public bool IsHeld
        {
            get => _isHeld;
            set => _isHeld = value;
        }
    }
}
