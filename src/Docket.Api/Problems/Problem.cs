using System.Globalization;
using System.Text.Json;
using Docket.Api.Json;
using Docket.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace Docket.Api.Problems;

/// <summary>A problem document on its way out.</summary>
internal sealed partial class Problem : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    private readonly ProblemReply _reply;

    private Problem(int status, string type, string title, string detail)
        : this(new ProblemReply { Type = "/problems/" + type, Title = title, Status = status, Detail = detail })
    {
    }

    private Problem(ProblemReply reply) => _reply = reply;

    public int? StatusCode => _reply.Status;

    /// <summary>Seconds after which it is worth trying again.</summary>
    public int? RetryAfter { get; private init; }

    public ProblemReply Reply => _reply;

    public static implicit operator Problem(FieldErrors errors) => Invalid(errors);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _reply.Status;
        response.ContentType = ContentType;
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(_reply, ReplyJson.Plain.ProblemReply);
        response.ContentLength = body.Length;
        // The caller may have given up; its answer is still worth one try.
        return response.Body.WriteAsync(body, CancellationToken.None).AsTask();
    }
}
