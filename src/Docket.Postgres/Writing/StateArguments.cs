using Docket.Domain.Orders;
using Docket.Journal.Postgres;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Postgres.Writing;

/// <summary>What <c>docket.put_orders</c> is called with: what the events of each append add to its order.</summary>
internal sealed class StateArguments : IAppendArguments
{
    private readonly OrderArrays _orders = new();
    private readonly LineArrays _lines = new();
    private readonly PaymentArrays _payments = new();

    public bool IsEmpty => _orders.IsEmpty;

    public void Add(int append, AppendRequest request)
    {
        var change = default(OrderChange);
        var order = request.Stream.Id;
        for (var i = 0; i < request.Events.Count; i++)
        {
            if (request.Events[i].Payload is not OrderEvent happened) continue;
            change = change.With(happened);
            AddRows(new EventPlace(append, i + 1, order), happened);
        }

        if (change.IsOne) _orders.Add(append, order, change);
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        _orders.AddTo(parameters);
        _lines.AddTo(parameters);
        _payments.AddTo(parameters);
    }

    public void Clear()
    {
        _orders.Clear();
        _lines.Clear();
        _payments.Clear();
    }

    private void AddRows(in EventPlace place, OrderEvent happened)
    {
        switch (happened)
        {
            case OrderPlaced placed:
                for (var line = 0; line < placed.Lines.Count; line++) _lines.Add(place, line + 1, placed.Lines[line]);
                break;
            case ItemAdded added:
                _lines.Add(place, 1, added.Line);
                break;
            case PaymentConfirmed confirmed:
                _payments.Add(place, confirmed);
                break;
        }
    }
}
