using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Domain.Stock;
using Docket.Journal.Processes.Deciding;

namespace Docket.Api.Problems;

/// <content>A business rule's "no" as a problem: its type names the rule.</content>
internal sealed partial class Problem
{
    public static Problem Of(OrderRejection no) => new(StatusOf(no), no.Rule, no.Title, no.Detail);

    public static Problem Of(CustomerRejection no) => new(422, no.Rule, no.Title, no.Title);

    public static Problem Of(StockRejection no) => new(422, no.Rule, no.Title, no.Title);

    public static Problem Of(ProcessRejection no) => new(422, no.Rule, no.Title, no.Title);

    private static int StatusOf(OrderRejection no) =>
        no.Rule == OrderRejection.Unknown.Rule ? 404
        : no.Rule == OrderRejection.AlreadyPlaced.Rule || no.Rule == OrderRejection.PaymentIdTaken.Rule ? 409
        : 422;
}
