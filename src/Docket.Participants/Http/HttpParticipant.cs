using System.Net.Http.Headers;
using System.Text.Json;
using Docket.Journal.Processes.Participants;
using Docket.Participants.Signing;

namespace Docket.Participants.Http;

/// <summary>A service that is asked over HTTP, with an idempotency key and a signature.</summary>
/// <remarks>
/// What was not sent for sure failed for now; what may have been sent and was not answered is unknown, and is asked for
/// by its key before it is sent again.
/// </remarks>
/// <param name="http">Made by <see cref="ParticipantHttp.CreateClient"/>.</param>
/// <param name="url">The participant's address.</param>
/// <param name="routes">What is done where under it.</param>
/// <param name="secrets">Shared with the participant.</param>
/// <param name="clock">The time that is signed.</param>
public sealed class HttpParticipant(
    HttpClient http, Uri url, ParticipantRoutes routes, SharedSecrets secrets, TimeProvider clock) : IParticipant
{
    private readonly Uri _url = new(url.AbsoluteUri.TrimEnd('/') + "/");

    /// <inheritdoc/>
    public async ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(CallDocument.Of(call, routes), CallJson.Default.CallDocument);
        try
        {
            using var response = await SendAsync(HttpMethod.Post, routes.For(call.Kind), call, body, cancellationToken);
            return await HttpAnswer.OfCallAsync(response, clock.GetUtcNow(), cancellationToken);
        }
        catch (Exception failure) when (ParticipantHttp.NothingWasSent(failure, cancellationToken))
        {
            return new StepOutcome.FailedForNow($"{_url.Authority} could not be reached: {failure.Message}");
        }
        catch (HttpRequestException failure)
        {
            return new StepOutcome.Unknown($"{_url.Authority} broke off: {failure.Message}");
        }
    }

    /// <summary>The status call. Where it fails too nothing is known, and the call itself is made again.</summary>
    public async ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken)
    {
        try
        {
            var path = $"{ParticipantRoutes.Calls}?key={Uri.EscapeDataString(call.Key)}";
            using var response = await SendAsync(HttpMethod.Get, path, call, [], cancellationToken);
            return await HttpAnswer.OfQueryAsync(response, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException
            || ParticipantHttp.NothingWasSent(failure, cancellationToken))
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, StepCall call, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_url, path));
        var signed = new SignedRequest(method.Method, request.RequestUri!.PathAndQuery, call.Key, body);
        request.Headers.Add("Idempotency-Key", call.Key);
        request.Headers.Add(SignedRequest.Header, signed.Sign(secrets, clock.GetUtcNow()));
        if (call.Correlation is { } correlation)
            request.Headers.TryAddWithoutValidation("X-Correlation-Id", correlation);
        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await http.SendAsync(request, cancellationToken);
    }
}
