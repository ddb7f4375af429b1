using System.Text;
using Docket.Domain.Shared;
using Docket.Journal.Projections.Rows;
using Docket.ReadModels.OrderSummaries;

namespace Docket.ReadModels.Orders;

/// <summary>How the domain's small values lie in a row.</summary>
internal static class RowFields
{
    public static void WriteMoney(this RowWriter writer, Money amount) => writer.WriteSigned(amount.Minor);

    public static Money ReadMoney(this ref RowReader reader) => new(reader.ReadSigned());

    public static void WriteCurrency(this RowWriter writer, Currency currency)
    {
        Span<byte> code = stackalloc byte[3];
        Encoding.ASCII.GetBytes(currency.Code, code);
        writer.WriteBytes(code);
    }

    public static Currency ReadCurrency(this ref RowReader reader) => new(Encoding.ASCII.GetString(reader.ReadBytes(3)));

    public static void WriteDay(this RowWriter writer, DateOnly day) => writer.WriteUnsigned((ulong)day.DayNumber);

    public static DateOnly ReadDay(this ref RowReader reader) => DateOnly.FromDayNumber((int)reader.ReadUnsigned());

    public static void WriteStanding(this RowWriter writer, OrderStanding standing)
    {
        writer.WriteUnsigned((ulong)standing.Status);
        writer.WriteFlag(standing.HasPayment);
        writer.WriteMoney(standing.Total);
        writer.WriteMoney(standing.Paid);
        writer.WriteMoney(standing.Refunded);
    }

    public static OrderStanding ReadStanding(this ref RowReader reader) => new(
        (OrderStatus)reader.ReadUnsigned(), reader.ReadFlag(), reader.ReadMoney(), reader.ReadMoney(), reader.ReadMoney());
}
