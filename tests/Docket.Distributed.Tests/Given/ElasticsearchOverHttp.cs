using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Docket.ReadModels.Elasticsearch.Tests.Double;

namespace Docket.Distributed.Tests.Given;

/// <summary>The strict double of a cluster behind a port of its own, for processes that want an address. It is no cluster.</summary>
internal sealed class ElasticsearchOverHttp : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpMessageInvoker _double = new(new DoubleCluster());

    public ElasticsearchOverHttp()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _listener.Close();
        _double.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext asked)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Request.HttpMethod), asked.Request.Url);
        if (asked.Request.HasEntityBody)
        {
            request.Content = new StreamContent(asked.Request.InputStream);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(asked.Request.ContentType!);
        }

        using var answer = await _double.SendAsync(request, CancellationToken.None);
        asked.Response.StatusCode = (int)answer.StatusCode;
        asked.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(asked.Response.OutputStream);
        asked.Response.Close();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
