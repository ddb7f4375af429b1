using System.Text.Json;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Participants;

/// <summary>How one checkout ended.</summary>
/// <param name="Order">Of what.</param>
/// <param name="Id">Which.</param>
/// <param name="Status">How it stands.</param>
/// <param name="WaitsFor">Where a person has to decide, the step and what it answered last; else null.</param>
/// <param name="IsMailed">Whether its receipt was sent.</param>
internal sealed record StormSaga(StormOrder Order, string Id, string Status, string? WaitsFor, bool IsMailed)
{
    public bool Waits => WaitsFor is not null;

    /// <summary>What a saga's reply says; null while there is still something to come.</summary>
    public static StormSaga? Of(StormOrder order, JsonElement saga)
    {
        var log = saga.GetProperty("log").EnumerateArray().ToList();
        var waits = saga.GetProperty("waits_for_person").ValueKind == JsonValueKind.String;
        if (!waits && log[^1].GetProperty("event").GetString() != "ended") return null;
        return new StormSaga(
            order, saga.GetProperty("saga_id").GetString()!, saga.GetProperty("status").GetString()!,
            waits ? LastAnswerIn(log) : null, log.Exists(IsMail));
    }

    private static string LastAnswerIn(List<JsonElement> log)
    {
        var answer = log.FindLast(entry => entry.GetProperty("event").GetString()
            is "step_failed_for_now" or "step_outcome_unknown" or "step_refused");
        return $"{answer.GetProperty("step").GetString()}: {answer.GetProperty("detail").GetString()}";
    }

    private static bool IsMail(JsonElement entry) => entry.GetProperty("event").GetString() == "step_succeeded"
        && entry.GetProperty("step").GetString() == "send-receipt-email";
}

/// <summary>What must hold of money, goods and mails when everything has settled.</summary>
internal sealed record StormBooks(
    StormPlan Plan, IReadOnlyList<StormSaga> Sagas, IReadOnlyList<Effect> Effects,
    IReadOnlyDictionary<string, (int OnHand, int Available)> Left, string Mails)
{
    private readonly ILookup<string, Effect> _bySaga = Effects.ToLookup(effect => effect.Saga);

    public string Summary => string.Join(", ", Sagas.GroupBy(saga => saga.Waits ? "waiting for a person" : saga.Status)
        .OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}"));

    /// <summary>Why a person is waited for, a line each.</summary>
    public IEnumerable<string> Waiting => Sagas.Where(saga => saga.Waits).GroupBy(saga => saga.WaitsFor!)
        .OrderByDescending(group => group.Count())
        .Select(group => $"{group.Count()} such as {group.First().Id}: {group.Key}");

    public IEnumerable<string> Findings() =>
        OfEnds().Concat(OfDoubles()).Concat(OfMoney()).Concat(OfParcels()).Concat(OfStock()).Concat(OfMails());

    private IEnumerable<string> OfEnds() => Sagas
        .Where(saga => !saga.Waits && saga.Status is not ("completed" or "compensated"))
        .Select(saga => $"{saga.Id} ended as {saga.Status}");

    /// <summary>By key, and by what it is: who asks twice under two keys is found out.</summary>
    private IEnumerable<string> OfDoubles() =>
        Effects.GroupBy(effect => (effect.Participant, effect.Key)).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} took effect {group.Count()} times")
        .Concat(Effects.GroupBy(effect => (effect.Saga, effect.Operation)).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} took effect {group.Count()} times"));

    private IEnumerable<string> OfMoney()
    {
        var settled = Sagas.Where(saga => !saga.Waits).ToDictionary(saga => saga.Id);
        var kept = Effects.Where(effect => settled.ContainsKey(effect.Saga)).Sum(effect => effect.Operation switch
        {
            "charges" => effect.Amount,
            "refunds" => -effect.Amount,
            _ => 0,
        });
        var sold = settled.Values.Where(saga => saga.Status == "completed").Sum(saga => saga.Order.Total);
        if (kept != sold) yield return $"{kept} was charged and not refunded, and the orders that stand come to {sold}";
        foreach (var saga in settled.Values)
            if (Standing(saga, "charges", "refunds") != (saga.Status == "completed" ? 1 : 0))
                yield return $"{saga.Id} is {saga.Status}, and its charge does not fit that";
    }

    private IEnumerable<string> OfParcels() => Sagas
        .Where(saga => !saga.Waits && Standing(saga, "shipments", "cancellations") != (saga.Status == "completed" ? 1 : 0))
        .Select(saga => $"{saga.Id} is {saga.Status}, and its parcel does not fit that");

    /// <summary>What left the house is what was shipped; what is still kept is kept for somebody who waits.</summary>
    private IEnumerable<string> OfStock()
    {
        foreach (var (product, (onHand, available)) in Left)
        {
            var gone = Plan.InStockOf(product) - onHand;
            var shipped = Sagas.Sum(saga => Standing(saga, "shipments", "cancellations") * QuantityOf(saga, product));
            var open = Sagas.Where(saga => saga.Waits).Sum(saga => QuantityOf(saga, product));
            if (Math.Abs(gone - shipped) > open) yield return $"{gone} of {product} left the house, and {shipped} were shipped";
            if (onHand - available > open) yield return $"{onHand - available} of {product} are kept for nobody";
            if (available < 0) yield return $"{product} is oversold: {available}";
        }
    }

    private IEnumerable<string> OfMails()
    {
        var (mails, thanked) = (Directory.GetFiles(Mails, "*.eml").Length, Sagas.Count(saga => saga.IsMailed));
        if (mails < thanked || mails > thanked + Sagas.Count(saga => saga.Waits))
            yield return $"{thanked} receipts were sent, and {mails} lie in the folder";
    }

    private int Standing(StormSaga saga, string done, string undone) =>
        _bySaga[saga.Id].Sum(effect => effect.Operation == done ? 1 : effect.Operation == undone ? -1 : 0);

    private static int QuantityOf(StormSaga saga, string product) =>
        saga.Order.Lines.Where(line => line.Product == product).Sum(line => line.Quantity);
}
