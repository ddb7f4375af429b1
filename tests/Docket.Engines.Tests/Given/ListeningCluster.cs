using System.Net;
using Docket.ReadModels.Elasticsearch.Tests.Double;

namespace Docket.Engines.Tests.Given;

/// <summary>The cluster's double behind a port, for programs in other processes.</summary>
internal sealed class ListeningCluster : IAsyncDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly Listening _listening;

    public ListeningCluster()
    {
        _invoker = new HttpMessageInvoker(Double);
        _listening = new Listening(AnswerAsync);
    }

    public DoubleCluster Double { get; } = new();

    public Uri Address => _listening.Address;

    public async ValueTask DisposeAsync()
    {
        await _listening.DisposeAsync();
        _invoker.Dispose();
        Double.Dispose();
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), context.Request.Url);
        var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        try
        {
            using var answer = await _invoker.SendAsync(request, CancellationToken.None);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = "application/json";
            await answer.Content.CopyToAsync(context.Response.OutputStream);
        }
        catch (HttpRequestException)
        {
            context.Response.Abort(); // the test wants the answer lost, or the way cut
        }
        catch (InvalidOperationException strict)
        {
            context.Response.StatusCode = 500; // the double refuses what is not documented
            await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(strict.Message));
        }
    }
}
