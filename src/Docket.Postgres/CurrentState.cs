using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Migrations;
using Docket.Postgres.Writing;

namespace Docket.Postgres;

/// <summary>
/// The tables <c>orders</c>, <c>order_items</c> and <c>payments</c>: where every order stands now, written in each append's
/// transaction. They follow from the events alone; nobody else writes them.
/// </summary>
public sealed class CurrentState : IAppendCompanion
{
    private const int FirstMigration = 1001;

    /// <inheritdoc/>
    public MigrationSet Migrations { get; } = new(typeof(CurrentState).Assembly, FirstMigration);

    /// <inheritdoc/>
    public string Function => "docket.put_orders";

    /// <inheritdoc/>
    public int ArgumentCount => OrderArrays.Count + LineArrays.Count + PaymentArrays.Count;

    /// <inheritdoc/>
    public IAppendArguments NewArguments() => new StateArguments();
}
