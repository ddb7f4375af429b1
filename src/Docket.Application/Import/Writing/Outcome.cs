using Docket.Application.Import.Mapping;
using Docket.Application.Import.Planning;

namespace Docket.Application.Import.Writing;

/// <summary>Adds up what a plan that was carried out came to, and which rows ended in no event.</summary>
internal static class Outcome
{
    public static List<Reject> RejectsOf(ImportPlan plan, ImportMapping mapping)
    {
        var rejects = new List<Reject>(plan.LeftOut);
        foreach (var order in plan.Orders)
        {
            if (order.Refusal is not { } refusal) continue;
            foreach (var line in order.Lines) rejects.Add(new Reject(line.Row, refusal, null));
        }

        var refusals = GiveBackRefused(plan);
        foreach (var credit in plan.Credits)
            if (credit.Left > 0)
                rejects.Add(new Reject(
                    credit.Row, refusals.GetValueOrDefault(credit, mapping.UnmatchedCredit), credit.Left));

        rejects.Sort(static (left, right) => left.Row.CompareTo(right.Row));
        return rejects;
    }

    public static ImportReport ReportOf(ImportPlan plan, List<Reject> rejects, long written, TimeSpan elapsed)
    {
        var orders = plan.Orders.Where(order => order.Refusal is null).ToList();
        var refunds = plan.Refunds.Where(IsDone).ToList();
        var matched = plan.Credits.Count(credit => credit.Left < credit.Quantity);
        var partly = plan.Credits.Count(credit => credit.Left > 0 && credit.Left < credit.Quantity);
        var lines = orders.Sum(order => (long)order.Lines.Count);
        return Checked(new ImportReport
        {
            Rows = plan.Rows,
            Orders = orders.Count,
            Lines = lines,
            Customers = orders.Where(order => order.Customer is not null).DistinctBy(order => order.Customer).Count(),
            GuestOrders = orders.Count(order => order.Customer is null),
            GrossMinor = orders.Sum(order => order.Total.Minor),
            RefundEvents = refunds.Count,
            RefundedMinor = refunds.Sum(refund => refund.AmountMinor),
            CreditRowsMatched = matched,
            CreditRowsPartlyMatched = partly,
            Rejects = new SortedDictionary<string, long>(
                rejects.GroupBy(reject => reject.Reason).ToDictionary(reason => reason.Key, reason => reason.LongCount()),
                StringComparer.Ordinal),
            RowsApplied = lines + matched,
            RowsRejected = rejects.Count - partly,
            Events = orders.Sum(order => (long)order.EventCount) + refunds.Count,
            EventsWritten = written,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
        });
    }

    private static ImportReport Checked(ImportReport report) => report.Rows == report.RowsApplied + report.RowsRejected
        ? report
        : throw new InvalidOperationException(
            $"{report.Rows} rows were read, {report.RowsApplied} applied and {report.RowsRejected} rejected: some are lost.");

    private static bool IsDone(PlannedRefund refund) => refund.Refusal is null && refund.Order.Refusal is null;

    /// <summary>What a refused refund took of its credit rows is left again.</summary>
    private static Dictionary<CreditRow, string> GiveBackRefused(ImportPlan plan)
    {
        var refusals = new Dictionary<CreditRow, string>();
        foreach (var refund in plan.Refunds)
        {
            if (IsDone(refund)) continue;
            for (var i = 0; i < refund.Rows.Count; i++)
            {
                refund.Rows[i].Left += refund.Items[i].Quantity;
                refusals[refund.Rows[i]] = refund.Refusal ?? refund.Order.Refusal!;
            }
        }

        return refusals;
    }
}
