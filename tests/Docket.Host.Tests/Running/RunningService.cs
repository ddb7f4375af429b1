using System.Text;
using System.Text.Json;

namespace Docket.Host.Tests.Running;

/// <summary><c>docket serve</c> on a free port, ready to be asked.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly DocketProcess _process;

    private RunningService(DocketProcess process, string url)
    {
        _process = process;
        Url = url;
        Http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public string Url { get; }

    public HttpClient Http { get; }

    public static Task<RunningService> StartAsync(string data, params string[] options) => StartInAsync([], data, options);

    public static async Task<RunningService> StartInAsync(
        (string Name, string Value)[] environment, string data, params string[] options)
    {
        var process = DocketProcess.StartIn(null, environment, ["serve", "--urls", "http://127.0.0.1:0", "--data", data, "--json",
            .. options]);
        var line = await process.ReadLineAsync();
        if (line is null)
        {
            var errors = await process.Errors;
            process.Dispose();
            throw new InvalidOperationException("The service did not start: " + errors);
        }

        return new RunningService(process, JsonElement.Parse(line).GetProperty("url").GetString()!);
    }

    public Task<Answer> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, null, key);

    public Task<string> GetTextAsync(string path) => Http.GetStringAsync(new Uri(path, UriKind.Relative));

    public Task<Answer> PostAsync(string path, string? json = null, string? key = null,
        params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, json, key, headers);

    public Task<Answer> PutAsync(string path, string json, string? key = null) =>
        SendAsync(HttpMethod.Put, path, json, key);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? json, string? key = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("Authorization", "Bearer " + key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var text = await response.Content.ReadAsStringAsync();
        var body = mediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonElement.Parse(text) : default;
        return new Answer(response.StatusCode, body, response.Headers, mediaType);
    }

    /// <summary>Cuts the power: nothing is finished, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitAsync();
    }

    public Task<int> StopAsync() => _process.StopAsync();

    public Task<string> Errors => _process.Errors;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Dispose();
        await Task.CompletedTask;
    }
}
