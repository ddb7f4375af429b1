using Docket.Domain.Orders;

namespace Docket.Domain.Tests.Orders;

/// <summary>Given what happened, when somebody wants something, then this is decided.</summary>
internal sealed class OrderSpec
{
    private readonly OrderEvent[] _history;
    private OrderCommand? _command;

    private OrderSpec(OrderEvent[] history) => _history = history;

    public static OrderSpec Given(params OrderEvent[] history) => new(history);

    public OrderSpec When(OrderCommand command)
    {
        _command = command;
        return this;
    }

    public void Then(params OrderEvent[] expected)
    {
        var decision = Decide();
        Assert.Null(decision.Rejection);
        Assert.Equal(expected, decision.Events);
    }

    public void ThenNothingNew() => Then();

    /// <summary>Compares the rule; the detail holds the case's figures and may be given as well.</summary>
    public void ThenRejected(OrderRejection expected, string? detail = null)
    {
        var decision = Decide();
        Assert.Equal(expected.Rule, decision.Rejection?.Rule);
        Assert.Empty(decision.Events);
        if (detail is not null) Assert.Contains(detail, decision.Rejection!.Detail, StringComparison.Ordinal);
    }

    /// <summary>The state after the history, for what has no command.</summary>
    public OrderState State => _history.Aggregate(Order.Initial, Order.Evolve);

    private OrderDecision Decide() => Order.Decide(State, _command!);
}
