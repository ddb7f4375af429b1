using Docket.Domain.Orders;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Postgres.Writing;

/// <summary>One element a line.</summary>
internal sealed class LineArrays
{
    public const int Count = 8;

    private readonly List<int> _appends = [];
    private readonly List<int> _events = [];
    private readonly List<int> _numbers = [];
    private readonly List<string> _orders = [];
    private readonly List<string> _products = [];
    private readonly List<string> _names = [];
    private readonly List<int> _quantities = [];
    private readonly List<long> _prices = [];

    public void Add(in EventPlace place, int number, OrderLine line)
    {
        _appends.Add(place.Append);
        _events.Add(place.Event);
        _numbers.Add(number);
        _orders.Add(place.Order);
        _products.Add(line.Product.Value);
        _names.Add(FreeText.Kept(line.Name));
        _quantities.Add(line.Quantity);
        _prices.Add(line.UnitPrice.Minor);
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(Arrays.Of(NpgsqlDbType.Integer, _appends));
        parameters.Add(Arrays.Of(NpgsqlDbType.Integer, _events));
        parameters.Add(Arrays.Of(NpgsqlDbType.Integer, _numbers));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _orders));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _products));
        parameters.Add(Arrays.Of(NpgsqlDbType.Text, _names));
        parameters.Add(Arrays.Of(NpgsqlDbType.Integer, _quantities));
        parameters.Add(Arrays.Of(NpgsqlDbType.Bigint, _prices));
    }

    public void Clear()
    {
        _appends.Clear();
        _events.Clear();
        _numbers.Clear();
        _orders.Clear();
        _products.Clear();
        _names.Clear();
        _quantities.Clear();
        _prices.Clear();
    }
}
