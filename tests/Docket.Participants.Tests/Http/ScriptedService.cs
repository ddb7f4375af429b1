using Docket.Participants.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Docket.Participants.Tests.Http;

/// <summary>A real HTTP server that answers as a test says, and keeps what it was asked.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _web;

    private ScriptedService(WebApplication web) => _web = web;

    public List<Seen> Asked { get; } = [];

    public Uri Url => new(_web.Urls.First() + "/v1");

    public static async Task<ScriptedService> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        var web = builder.Build();
        var service = new ScriptedService(web);
        web.Run(async context =>
        {
            service.Asked.Add(await Seen.OfAsync(context));
            await answer(context);
        });
        web.Urls.Add("http://127.0.0.1:0");
        await web.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public static Task<ScriptedService> StartAsync(int status, string? body = null, string mediaType = "application/json") =>
        StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = mediaType;
            return context.Response.WriteAsync(body ?? "");
        });

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}

/// <summary>What somebody asked.</summary>
internal sealed record Seen(SignedRequest Request, string? Signature, string Body)
{
    public static async Task<Seen> OfAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new Seen(
            new SignedRequest(context.Request.Method, target, headers["Idempotency-Key"].ToString(), body.ToArray()),
            headers[SignedRequest.Header], System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
