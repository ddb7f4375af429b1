using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Docket.Api.Json;
using Docket.Host.Output;

namespace Docket.Host.Client;

/// <summary>Asks a running service what a verb wants to know.</summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly HttpClient _http;

    public ServiceClient(string url, string? key)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UsageException($"--url wants an address such as http://127.0.0.1:8080; '{url}' is none.");
        _http = new HttpClient { BaseAddress = Reachable(address) };
        if (key is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, type, cancellationToken);

    public Task<T> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, type, cancellationToken);

    public void Dispose() => _http.Dispose();

    /// <summary>A service that listens on every address of its machine says 0.0.0.0, which nobody can call; it is on
    /// this machine.</summary>
    private static Uri Reachable(Uri address) =>
        IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
        && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri
            : address;

    private async Task<T> SendAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (!response.IsSuccessStatusCode) throw new FailureException(Explained((int)response.StatusCode, body));
            return JsonSerializer.Deserialize(body, type)
                ?? throw new FailureException($"The service at {_http.BaseAddress} answered nothing.");
        }
        catch (HttpRequestException failure)
        {
            throw new FailureException($"The service at {_http.BaseAddress} cannot be reached: {failure.Message}",
                failure);
        }
        catch (JsonException failure)
        {
            throw new FailureException($"What answers at {_http.BaseAddress} is no Docket service.", failure);
        }
    }

    private string Explained(int status, byte[] body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(body, ReplyJson.Plain.ProblemReply);
            var fields = problem?.Errors?.Select(wrong => $" {wrong.Key} {wrong.Value[0]}.") ?? [];
            var hint = status is 401 or 403 ? " --key or DOCKET_KEY gives a key." : "";
            return $"{problem?.Title}: {problem?.Detail}{string.Concat(fields)}{hint}";
        }
        catch (JsonException)
        {
            return $"The service at {_http.BaseAddress} answered {status}.";
        }
    }
}
