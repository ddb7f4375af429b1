using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Docket.Journal.Elasticsearch.Talking;

/// <summary>Talks to the cluster over its REST interface, with what 7.10 and 8.x have in common.</summary>
internal sealed class ElasticsearchClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Lines = new("application/x-ndjson");
    private readonly HttpClient _http;

    public ElasticsearchClient(ElasticsearchOptions options)
    {
        _http = new HttpClient(options.Handler ?? new SocketsHttpHandler(), disposeHandler: options.Handler is null)
        {
            BaseAddress = WithoutUser(options.Address),
            Timeout = options.RequestTime,
        };
        var user = Uri.UnescapeDataString(options.Address.UserInfo);
        _http.DefaultRequestHeaders.Authorization = options.ApiKey is { } key
            ? new AuthenticationHeaderValue("ApiKey", key)
            : user.Length > 0
                ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)))
                : null;
    }

    /// <summary>Sends a JSON body, or none, and reads the answer.</summary>
    /// <exception cref="ElasticsearchException">Any status but 2xx.</exception>
    public JsonDocument Send(HttpMethod method, string path, ReadOnlyMemory<byte>? body = null, bool isLines = false)
    {
        using var request = Request(method, path, body, isLines);
        using var response = _http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        using var said = response.Content.ReadAsStream();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(said) : throw Refused((int)response.StatusCode, said);
    }

    /// <summary>The same; null where the cluster says that there is no such thing.</summary>
    public JsonDocument? Find(string path)
    {
        try
        {
            return Send(HttpMethod.Get, path);
        }
        catch (ElasticsearchException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The same as <see cref="Send"/>, for a reader who has others to serve.</summary>
    public async ValueTask<JsonDocument> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var request = Request(method, path, body, isLines: false);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var said = await response.Content.ReadAsStreamAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? await JsonDocument.ParseAsync(said, default, cancellationToken)
            : throw Refused((int)response.StatusCode, said);
    }

    public void Dispose() => _http.Dispose();

    private static Uri WithoutUser(Uri address) => new UriBuilder(address)
    {
        UserName = "",
        Password = "",
        Path = address.AbsolutePath.TrimEnd('/') + "/",
    }.Uri;

    private static HttpRequestMessage Request(HttpMethod method, string path, ReadOnlyMemory<byte>? body, bool isLines)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not { } bytes) return request;
        request.Content = new ReadOnlyMemoryContent(bytes);
        request.Content.Headers.ContentType = isLines ? Lines : Json;
        return request;
    }

    private static ElasticsearchException Refused(int status, Stream said)
    {
        using var reader = new StreamReader(said, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var type = "";
        try
        {
            using var answer = JsonDocument.Parse(text);
            if (answer.RootElement.ValueKind == JsonValueKind.Object
                && answer.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("type", out var name))
                type = name.GetString() ?? "";
        }
        catch (JsonException)
        {
            // A proxy's own page: its status says enough.
        }

        return new ElasticsearchException(status, type, $"{status}: {(text.Length > 500 ? text[..500] : text)}");
    }
}
