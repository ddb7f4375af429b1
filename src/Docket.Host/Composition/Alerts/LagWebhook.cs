using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Docket.Host.Output;
using Docket.Journal.Projections.Lagging;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Alerts;

/// <summary>Tells an address of lag. Nobody waits for it: what it cannot take is dropped, and the log says so.</summary>
internal sealed class LagWebhook : IAsyncDisposable
{
    private const int WaitingMax = 64;
    private const int TriesMax = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly Channel<LagAlertBody> _waiting = Channel.CreateBounded<LagAlertBody>(WaitingMax);
    private readonly CancellationTokenSource _closing = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly LagAlerts _alerts;
    private readonly (TimeProvider Clock, ILogger Logger) _host;
    private readonly Task _telling;

    public LagWebhook(LagAlerts alerts, TimeProvider clock, ILogger logger)
    {
        (_alerts, _host) = (alerts, (clock, logger));
        _telling = Task.Run(() => TellAsync(_closing.Token));
    }

    /// <summary>Takes in what is to be told; never waits.</summary>
    public void Hear(LagAlert alert)
    {
        if (!_waiting.Writer.TryWrite(LagAlertBody.Of(alert))) _host.Logger.LagNotTold(alert.View, "too many wait");
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _closing.CancelAsync();
        await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _closing.Dispose();
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await foreach (var body in _waiting.Reader.ReadAllAsync(cancellationToken))
            await TellAsync(body, cancellationToken);
    }

    private async Task TellAsync(LagAlertBody body, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, HostJson.Plain.LagAlertBody);
        var pause = FirstPause;
        for (var tries = 1; ; tries++)
        {
            if (await TryAsync(bytes, cancellationToken) is not { } why) return;
            if (tries == TriesMax)
            {
                _host.Logger.LagNotTold(body.View, why);
                return;
            }

            await Task.Delay(pause, _host.Clock, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Why it was not taken; null where it was.</summary>
    private async Task<string?> TryAsync(byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _alerts.Webhook)
            {
                Content = new ByteArrayContent(body)
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
                },
            };
            if (_alerts.Secret is { } secret) request.Headers.Add("X-Docket-Signature", Signature(secret, body));
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"it answered {(int)response.StatusCode}";
        }
        catch (Exception failure) when (
            failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return failure.Message;
        }
    }

    private static string Signature(string secret, byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
