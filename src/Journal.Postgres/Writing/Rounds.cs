using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Writing;

/// <summary>
/// Splits a batch so that within a round no stream and no key occurs twice: then the database can settle a round as a
/// set, in one statement. Appends to one stream, or with one key, keep their order. Nearly every batch is one round.
/// </summary>
internal static class Rounds
{
    public static List<List<PendingAppend>> Of(IReadOnlyList<PendingAppend> batch)
    {
        var rounds = new List<List<PendingAppend>>(1);
        var ofStream = new Dictionary<StreamName, int>(batch.Count);
        var ofKey = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pending in batch)
        {
            var round = ofStream.GetValueOrDefault(pending.Request.Stream);
            if (pending.Request.Key is { Key: var key })
            {
                round = Math.Max(round, ofKey.GetValueOrDefault(key));
                ofKey[key] = round + 1;
            }

            ofStream[pending.Request.Stream] = round + 1;
            if (round == rounds.Count) rounds.Add(new List<PendingAppend>(round == 0 ? batch.Count : 1));
            rounds[round].Add(pending);
        }

        return rounds;
    }
}
