using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Docket.Api.Problems;
using Docket.Application.Wire;
using Docket.Journal.Deciding;
using Docket.Journal.Store;
using Microsoft.AspNetCore.Http;

namespace Docket.Api.Requests;

/// <summary>A command as it arrived: its body, checked, and what its headers say; or what is wrong with it.</summary>
internal sealed class CommandRequest<TBody>
    where TBody : class, IRequestBody<TBody>
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    private CommandRequest(TBody? body, CommandContext context, Problem? problem, CancellationToken aborted)
    {
        Aborted = aborted;
        Body = body;
        Context = context;
        Problem = problem;
    }

    /// <summary>The body, or null where there is a problem.</summary>
    public TBody? Body { get; }

    public CommandContext Context { get; }

    /// <summary>The caller has gone, or has waited long enough.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Why it cannot be served, or null.</summary>
    public Problem? Problem { get; }

    [MemberNotNullWhen(false, nameof(Body))]
    [MemberNotNullWhen(true, nameof(Problem))]
    public bool IsBad => Problem is not null;

    /// <summary>Called by the generated binding.</summary>
    public static async ValueTask<CommandRequest<TBody>> BindAsync(HttpContext context, ParameterInfo? parameter)
    {
        _ = parameter; // part of the shape that the framework looks for
        var request = context.Request;
        if (!BodyReader.IsJson(request.ContentType) && (HasBody(request) || !TBody.MayBeAbsent))
            return Refused(Problem.NotJson(request.ContentType));

        var reader = request.BodyReader;
        var bytes = await BodyReader.ReadAllAsync(reader, context.RequestAborted);
        try
        {
            return bytes.IsSingleSegment
                ? Read(request, bytes.FirstSpan)
                : ReadCopy(request, bytes);
        }
        finally
        {
            reader.AdvanceTo(bytes.End);
        }
    }

    private static CommandRequest<TBody> ReadCopy(HttpRequest request, ReadOnlySequence<byte> bytes)
    {
        var length = checked((int)bytes.Length);
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            bytes.CopyTo(copy);
            return Read(request, copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private static CommandRequest<TBody> Read(HttpRequest request, ReadOnlySpan<byte> json)
    {
        var errors = new FieldErrors();
        var context = ContextOf(request, json, errors);
        var parsed = BodyReader.Parse(
            json.IsEmpty && TBody.MayBeAbsent ? EmptyObject : json, TBody.JsonType, errors, out var malformed);
        parsed?.Check(errors);
        if (malformed is not null) return Refused(malformed);
        return errors.Any ? Refused(errors) : new CommandRequest<TBody>(parsed, context, null,
            request.HttpContext.RequestAborted);
    }

    private static CommandContext ContextOf(HttpRequest request, ReadOnlySpan<byte> body, FieldErrors errors)
    {
        var traceParent = CommandHeaders.TraceParent(request);
        return new CommandContext
        {
            Key = CommandHeaders.KeyOf(request, errors) is { } key
                ? new CommandKey(key, CommandFingerprint.OfRequest(request.Method, request.Path, body))
                : null,
            IfVersion = CommandHeaders.IfMatch(request, errors),
            CorrelationId = CommandHeaders.Correlation(request, traceParent, errors),
            Actor = CommandHeaders.ActorOf(request, errors),
            TraceParent = traceParent,
        };
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength is > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0);

    private static CommandRequest<TBody> Refused(Problem problem) =>
        new(null, new CommandContext(), problem, CancellationToken.None);
}
