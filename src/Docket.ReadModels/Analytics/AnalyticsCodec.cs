using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.Orders;

namespace Docket.ReadModels.Analytics;

internal sealed class AnalyticsCodec : IRowCodec<OrderId, AnalyticsOrder>
{
    public void WriteKey(OrderId key, RowWriter writer) => writer.WriteText(key.Value);

    public OrderId ReadKey(ref RowReader reader) => new(reader.ReadText());

    public void WriteRow(OrderId key, AnalyticsOrder row, RowWriter writer) => writer.WriteStanding(row.Standing);

    public AnalyticsOrder ReadRow(OrderId key, ref RowReader reader) => new(reader.ReadStanding());
}
