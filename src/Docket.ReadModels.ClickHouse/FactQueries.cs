using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.ClickHouse.Views;
using Docket.Journal.Projections;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.ClickHouse;

/// <summary>Asks one view's facts, on any process, and lets the answer say how far they are by what was read before
/// them.</summary>
internal sealed class FactQueries(View view, ClickHouseViewStorage storage)
{
    /// <summary>Waits for what the reader insists on, and asks. Nothing is promised: where the view stands says how
    /// far it is.</summary>
    public async ValueTask<(ReadPoint Point, FactStand Stand, T Answer)> AskAsync<T>(
        Freshness freshness, Func<FactStand, string> query, Func<AnswerReader, T> read,
        CancellationToken cancellationToken)
    {
        var reached = await view.Watermark.WaitForAsync(freshness.MinSeq, freshness.Patience, cancellationToken);
        var (stand, answer) = await storage.AskAsync(view.Name, query, read, cancellationToken);
        if (reached && stand.Checkpoint < freshness.MinSeq
            && await storage.WaitForAsync(view.Name, freshness.MinSeq, freshness.Patience, cancellationToken))
            (stand, answer) = await storage.AskAsync(view.Name, query, read, cancellationToken);
        return (new ReadPoint(stand.Checkpoint, stand.Checkpoint < freshness.MinSeq), stand, answer);
    }

    /// <summary>Asks about facts of a stand that is known.</summary>
    public ValueTask<T> AskAsync<T>(string query, Func<AnswerReader, T> read, CancellationToken cancellationToken) =>
        storage.AskAsync(query, read, cancellationToken);
}
