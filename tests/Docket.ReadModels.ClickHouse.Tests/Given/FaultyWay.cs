using System.Net;

namespace Docket.ReadModels.ClickHouse.Tests.Given;

/// <summary>The way to the server, on which a test may have things go wrong.</summary>
internal sealed class FaultyWay : DelegatingHandler
{
    private Func<string, Fault> _choose = _ => Fault.None;

    public FaultyWay()
        : base(new SocketsHttpHandler())
    {
    }

    /// <summary>Decides what happens to a request, by its decoded address: inserts are named there.</summary>
    public void Choose(Func<string, Fault> choose) => Volatile.Write(ref _choose, choose);

    /// <summary>The same for the first request that holds a text; a signal says when it happened.</summary>
    public Task ChooseOnce(string holding, Fault fault)
    {
        var (happened, done) = (new TaskCompletionSource(), 0);
        Choose(address =>
        {
            if (!address.Contains(holding, StringComparison.Ordinal) || Interlocked.Exchange(ref done, 1) == 1)
                return Fault.None;
            happened.TrySetResult();
            return fault;
        });
        return happened.Task;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (Volatile.Read(ref _choose)(Uri.UnescapeDataString(request.RequestUri!.Query)))
        {
            case Fault.Refused:
                return new HttpResponseMessage(HttpStatusCode.InternalServerError)
                {
                    Content = new StringContent("Code: 252, e.displayText() = DB::Exception: Too many parts (300)."),
                };
            case Fault.AnswerLost:
                base.Send(request, cancellationToken).Dispose();
                throw new HttpRequestException("The answer was lost.");
            case Fault.NeverSent:
                throw new HttpRequestException("The way is cut.");
            case Fault.SentTwice:
                using (var again = Copy(request)) base.Send(again, cancellationToken).Dispose();
                break;
        }

        return base.Send(request, cancellationToken);
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Content = new ByteArrayContent(request.Content!.ReadAsByteArrayAsync(CancellationToken.None).Result),
        };
        foreach (var (name, values) in request.Headers) copy.Headers.Add(name, values);
        return copy;
    }
}

internal enum Fault
{
    None,
    Refused,
    AnswerLost,
    NeverSent,
    SentTwice,
}
