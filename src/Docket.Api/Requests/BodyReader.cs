using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Docket.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Docket.Api.Requests;

/// <summary>Reads a JSON body straight from the connection's buffers.</summary>
internal static class BodyReader
{
    /// <summary>The whole body; the caller hands it back with <c>AdvanceTo</c> once it is done with the
    /// bytes.</summary>
    /// <remarks>Nothing is consumed until all is there: the server bounds a body, and so its buffer, at 1
    /// MiB.</remarks>
    public static async ValueTask<ReadOnlySequence<byte>> ReadAllAsync(PipeReader reader,
        CancellationToken cancellationToken)
    {
        var read = await reader.ReadAsync(cancellationToken);
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync(cancellationToken);
        }

        return read.Buffer;
    }

    /// <summary>Whether the media type says JSON in UTF-8.</summary>
    public static bool IsJson(string? contentType)
    {
        if (contentType is null) return false;
        if (contentType is "application/json" or "application/json; charset=utf-8") return true;
        if (!Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)) return false;
        var isJson = type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
        return isJson && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Parses; what does not fit ends in the errors, at the path where it stands.</summary>
    public static T? Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, FieldErrors errors, out Problem? malformed)
        where T : class
    {
        malformed = null;
        try
        {
            if (JsonSerializer.Deserialize(json, type) is { } body) return body;
            malformed = Problem.MalformedJson("A JSON object is expected.");
        }
        catch (JsonException wrong) when (wrong.InnerException is null && wrong.Path is { Length: > 2 } path)
        {
            // A converter of ours says in words what it wants, at a member's path.
            errors.Add(path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path, WhatIsWanted(wrong));
        }
        catch (JsonException wrong)
        {
            malformed = Problem.MalformedJson(WhereItBroke(wrong));
        }

        return null;
    }

    private static string WhatIsWanted(JsonException wrong) =>
        wrong.Message.StartsWith("must ", StringComparison.Ordinal) ? wrong.Message
        : wrong.Message.Contains("ValueList", StringComparison.Ordinal)
            || wrong.Message.Contains("[]", StringComparison.Ordinal) ? "must be a JSON array"
        : "must be a JSON object";

    private static string WhereItBroke(JsonException wrong) => wrong.InnerException is null
        ? "A JSON object is expected."
        : $"Line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1} is not JSON.";
}
