using Docket.Domain.Orders;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Postgres.Writing;

/// <summary>One element a payment.</summary>
internal sealed class PaymentArrays
{
    public const int Count = 7;

    private readonly List<int> _appends = [];
    private readonly List<int> _events = [];
    private readonly List<string> _orders = [];
    private readonly List<string> _ids = [];
    private readonly List<long> _amounts = [];
    private readonly List<DateTime> _times = [];
    private readonly List<string?> _methods = [];

    public void Add(in EventPlace place, PaymentConfirmed confirmed)
    {
        _appends.Add(place.Append);
        _events.Add(place.Event);
        _orders.Add(place.Order);
        _ids.Add(confirmed.Payment.Value);
        _amounts.Add(confirmed.Amount.Minor);
        _times.Add(confirmed.At.UtcDateTime);
        _methods.Add(confirmed.Method is { } method ? FreeText.Kept(method) : null);
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(Arrays.Of(NpgsqlDbType.Integer, _appends));
        parameters.Add(Arrays.Of(NpgsqlDbType.Integer, _events));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _orders));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _ids));
        parameters.Add(Arrays.Of(NpgsqlDbType.Bigint, _amounts));
        parameters.Add(Arrays.Of(NpgsqlDbType.TimestampTz, _times));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _methods));
    }

    public void Clear()
    {
        _appends.Clear();
        _events.Clear();
        _orders.Clear();
        _ids.Clear();
        _amounts.Clear();
        _times.Clear();
        _methods.Clear();
    }
}
