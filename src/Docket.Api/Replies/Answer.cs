using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Docket.Api.Replies;

/// <summary>An answer written in one piece with its length, so that it is not sent in chunks: the hot paths' way out.</summary>
/// <typeparam name="T">The reply; written by its source-generated description.</typeparam>
internal sealed class Answer<T>(int status, T reply, JsonTypeInfo<T> jsonType) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(reply, jsonType);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        // The command has taken effect: its answer is worth one try even when the caller's time is up.
        return response.Body.WriteAsync(body, CancellationToken.None).AsTask();
    }
}
