using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Docket.Host.Tests.Running;

/// <summary><c>docket participants</c> on a free port, which it keeps when it is started again.</summary>
internal sealed class RunningParticipants : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly TemporaryDirectory _kept = new();
    private DocketProcess _process = null!;

    private RunningParticipants() => File.WriteAllText(Secret, "a-secret-of-the-tests\n");

    public string Url { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>What both sides sign with.</summary>
    public string Secret => _kept["secret"];

    public string Mails => _kept["mails"];

    /// <summary>The options of a service that works with them.</summary>
    public string[] Options =>
    [
        "--payment-url", Url + "/payments", "--shipping-url", Url + "/shipping", "--participants-secret", Secret,
        "--mail", "folder:" + Mails, "--mail-from", "Shop <shop@example.org>", "--saga-lease", "2",
    ];

    public static async Task<RunningParticipants> StartAsync()
    {
        var participants = new RunningParticipants();
        await participants.StartProcessAsync();
        return participants;
    }

    /// <summary>Cuts the power, and starts again where it was.</summary>
    public async Task KillAsync()
    {
        await GoAwayAsync();
        await ComeBackAsync();
    }

    /// <summary>Cuts the power: whoever connects from now on is refused.</summary>
    public async Task GoAwayAsync()
    {
        _process.Kill();
        await _process.WaitAsync();
    }

    /// <summary>Starts again where it was, without the faults that were switched on.</summary>
    public Task ComeBackAsync()
    {
        _process.Dispose();
        return StartProcessAsync();
    }

    public Task<int> StopAsync() => _process.StopAsync();

    public async Task SwitchAsync(string participant, string faults)
    {
        using var body = new StringContent(faults, Encoding.UTF8, "application/json");
        using var response = await _http.PutAsync(new Uri($"{Url}/faults/{participant}"), body);
        response.EnsureSuccessStatusCode();
    }

    public async Task MendAsync(string participant)
    {
        using var response = await _http.DeleteAsync(new Uri($"{Url}/faults/{participant}"));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What was done, oldest first.</summary>
    public async Task<IReadOnlyList<Effect>> EffectsAsync()
    {
        var reply = await _http.GetFromJsonAsync<JsonElement>(new Uri(Url + "/effects"));
        return [.. reply.GetProperty("effects").EnumerateArray().Select(Effect.Of)];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Dispose();
        _kept.Dispose();
        await Task.CompletedTask;
    }

    private async Task StartProcessAsync()
    {
        _process = DocketProcess.Start(
            "participants", "--urls", Url, "--participants-secret", Secret, "--data", _kept.Path, "--json");
        var line = await _process.ReadLineAsync()
            ?? throw new InvalidOperationException("The participants did not start: " + await _process.Errors);
        Assert.Equal(Url, JsonElement.Parse(line).GetProperty("url").GetString());
    }

    /// <summary>Below those that the system gives to outgoing connections: none of them may have it while it is killed.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(28_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}

/// <summary>Something that a participant did.</summary>
internal sealed record Effect(string Participant, string Operation, string Key, string Saga, long Amount)
{
    public IReadOnlyList<(string Product, int Quantity)> Lines { get; private init; } = [];

    public static Effect Of(JsonElement effect)
    {
        var request = effect.GetProperty("request");
        return new Effect(
            effect.GetProperty("participant").GetString()!, effect.GetProperty("operation").GetString()!,
            effect.GetProperty("key").GetString()!, request.GetProperty("saga_id").GetString()!,
            request.TryGetProperty("amount", out var amount) ? amount.GetInt64() : 0)
        {
            Lines = request.TryGetProperty("lines", out var lines) ? [.. lines.EnumerateArray().Select(LineOf)] : [],
        };
    }

    private static (string, int) LineOf(JsonElement line) =>
        (line.GetProperty("product_id").GetString()!, line.GetProperty("quantity").GetInt32());
}
