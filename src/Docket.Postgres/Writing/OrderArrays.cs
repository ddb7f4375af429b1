using Npgsql;
using NpgsqlTypes;

namespace Docket.Postgres.Writing;

/// <summary>One element an append: what it does to its order.</summary>
internal sealed class OrderArrays
{
    public const int Count = 12;

    private readonly List<int> _appends = [];
    private readonly List<string> _orders = [];
    private readonly List<string?> _customers = [];
    private readonly List<string?> _currencies = [];
    private readonly List<long> _totals = [];
    private readonly List<long> _discounts = [];
    private readonly List<long> _payments = [];
    private readonly List<long> _refunds = [];
    private readonly List<DateTime?> _placedTimes = [];
    private readonly List<DateTime?> _paidTimes = [];
    private readonly List<DateTime?> _shippedTimes = [];
    private readonly List<DateTime?> _cancelledTimes = [];

    public bool IsEmpty => _appends.Count == 0;

    public void Add(int append, string order, in OrderChange change)
    {
        _appends.Add(append);
        _orders.Add(order);
        _customers.Add(change.Placed?.Customer?.Value);
        _currencies.Add(change.Placed?.Currency.Code);
        _totals.Add(change.Total);
        _discounts.Add(change.Discount);
        _payments.Add(change.Paid);
        _refunds.Add(change.Refunded);
        _placedTimes.Add(change.Placed?.At.UtcDateTime);
        _paidTimes.Add(change.PaidAt);
        _shippedTimes.Add(change.ShippedAt);
        _cancelledTimes.Add(change.CancelledAt);
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(Arrays.Of(NpgsqlDbType.Integer, _appends));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _orders));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _customers));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _currencies));
        parameters.Add(Arrays.Of(NpgsqlDbType.Bigint, _totals));
        parameters.Add(Arrays.Of(NpgsqlDbType.Bigint, _discounts));
        parameters.Add(Arrays.Of(NpgsqlDbType.Bigint, _payments));
        parameters.Add(Arrays.Of(NpgsqlDbType.Bigint, _refunds));
        parameters.Add(Arrays.Of(NpgsqlDbType.TimestampTz, _placedTimes));
        parameters.Add(Arrays.Of(NpgsqlDbType.TimestampTz, _paidTimes));
        parameters.Add(Arrays.Of(NpgsqlDbType.TimestampTz, _shippedTimes));
        parameters.Add(Arrays.Of(NpgsqlDbType.TimestampTz, _cancelledTimes));
    }

    public void Clear()
    {
        _appends.Clear();
        _orders.Clear();
        _customers.Clear();
        _currencies.Clear();
        _totals.Clear();
        _discounts.Clear();
        _payments.Clear();
        _refunds.Clear();
        _placedTimes.Clear();
        _paidTimes.Clear();
        _shippedTimes.Clear();
        _cancelledTimes.Clear();
    }
}
