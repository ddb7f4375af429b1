using Docket.Application.Import.Mapping;
using Docket.Application.Import.Reading;
using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Import.Planning;

/// <summary>
/// Gathers rows into orders and credits. Holds the whole file: a document's rows may stand anywhere in it.
/// </summary>
internal sealed class PlanBuilder(ImportMapping mapping)
{
    private const int RowsPerReport = 4_096;

    private readonly Dictionary<OrderId, PlannedOrder> _byId = [];
    private readonly List<PlannedOrder> _orders = [];
    private readonly List<CreditRow> _credits = [];
    private readonly List<Reject> _leftOut = [];
    private PlannedOrder? _last;
    private long _rows;

    public ImportPlan Read(CsvSource source, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var reader = new RowReader(source, mapping);
        while (source.Read())
        {
            if (++_rows % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ImportProgress(ImportStage.Reading, source.Bytes.Read, source.Bytes.All));
            }

            var whyNot = reader.WhyNot(out var row) ?? Take(row);
            if (whyNot is not null) _leftOut.Add(new Reject(source.Line, whyNot, null));
        }

        return Finish();
    }

    private string? Take(in ImportRow row) => row.Kind == RowKind.Sale ? TakeSale(row) : TakeCredit(row);

    private string? TakeSale(in ImportRow row)
    {
        var order = OrderOf(row);
        if (order.Customer != row.Customer) return "another customer than its order";
        order.Lines.Add(new PlannedLine(
            row.Line, row.Time, new OrderLine(row.Product, row.Name, row.Quantity, row.UnitPrice)));
        return null;
    }

    private PlannedOrder OrderOf(in ImportRow row)
    {
        if (_last is { } last && last.Id == row.Document) return last;
        if (!_byId.TryGetValue(row.Document, out var order))
        {
            _byId.Add(row.Document, order = new PlannedOrder(row.Document, row.Customer));
            _orders.Add(order);
        }

        return _last = order;
    }

    private string? TakeCredit(in ImportRow row)
    {
        // Without a customer there is nobody whose orders could be refunded.
        if (row.Customer is not { } customer) return mapping.UnmatchedCredit;
        _credits.Add(new CreditRow(row.Document, row.Line, row.Time, customer, row.Product, row.UnitPrice, -row.Quantity));
        return null;
    }

    private ImportPlan Finish()
    {
        foreach (var order in _orders)
        {
            SortByTime(order.Lines);
            if (OrderCommands.WhyNot(order, mapping) is { } no) order.Refusal = no.Rule;
        }

        return new ImportPlan
        {
            Rows = _rows,
            Orders = _orders,
            Credits = _credits,
            Refunds = CreditMatcher.Match(_orders.Where(order => order.Refusal is null), _credits),
            LeftOut = _leftOut,
        };
    }

    private static void SortByTime(List<PlannedLine> lines)
    {
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Time >= lines[i - 1].Time) continue;
            lines.Sort(static (left, right) => (left.Time, left.Row).CompareTo((right.Time, right.Row)));
            return;
        }
    }
}
