using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Docket.Participants.Simulators.Web;

/// <summary>How the simulators answer.</summary>
internal static class Replies
{
    private const int BodyBytesMax = 256 * 1024;

    public static Task WriteAsync<T>(this HttpContext context, int status, T reply, JsonTypeInfo<T> type) =>
        context.WriteAsync(status, "application/json", reply, type);

    public static Task ProblemAsync(
        this HttpContext context, int status, string type, string title, string? detail = null) =>
        context.ProblemAsync(new ProblemReply("/problems/" + type, title, status, detail));

    public static Task ProblemAsync(this HttpContext context, ProblemReply problem) =>
        context.WriteAsync(problem.Status, "application/problem+json", problem, SimulatorJson.Default.ProblemReply);

    public static void RetryAfter(this HttpContext context, int? seconds)
    {
        if (seconds is { } known)
            context.Response.Headers.RetryAfter = known.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The body; null where it is too large, and that is answered already.</summary>
    public static async Task<byte[]?> ReadBodyAsync(this HttpContext context)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length <= BodyBytesMax) continue;
            await context.ProblemAsync(413, "too-large", "The body is too large.", $"{BodyBytesMax} bytes at most.");
            return null;
        }

        return body.ToArray();
    }

    /// <summary>Reads JSON; null where it is none, and that is answered already.</summary>
    public static async Task<T?> ParseAsync<T>(this HttpContext context, byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize(body, type) is { } document) return document;
            await context.ProblemAsync(400, "malformed", "The body is null.");
        }
        catch (JsonException failure)
        {
            await context.ProblemAsync(400, "malformed", "The body is not as it must be.", failure.Message);
        }

        return null;
    }

    private static async Task WriteAsync<T>(
        this HttpContext context, int status, string mediaType, T reply, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        var body = JsonSerializer.SerializeToUtf8Bytes(reply, type);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
