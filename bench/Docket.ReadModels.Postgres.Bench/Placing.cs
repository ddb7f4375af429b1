using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Store;

namespace Docket.ReadModels.Postgres.Bench;

/// <summary>An order placed as the service does it: decided by the rules, and durable.</summary>
internal static class Placing
{
    private static readonly OrderLine Line = new(new Sku("mug-blue"), "Blue mug", 2, new Money(1250));

    public static async Task<(OrderId Id, Position Position)> PlaceAsync(OrderService orders)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = new OrderId(Guid.CreateVersion7(now).ToString("D"));
        var command = new PlaceOrder(null, new Currency("EUR"), [Line]) { At = now };
        return await orders.ExecuteAsync(id, command, new CommandContext { IsNew = true }, CancellationToken.None)
            is CommandOutcome<OrderRejection>.Done done
            ? (id, done.Position)
            : throw new InvalidOperationException("An order of the bench was refused.");
    }
}
