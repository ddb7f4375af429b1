using Docket.Application.Checkout;
using Docket.Application.Wire;
using Docket.Checkout.Tests.Given;
using Docket.Journal.Processes;
using Docket.Journal.Store;

namespace Docket.Checkout.Tests;

/// <summary>
/// The same shop on the same day, once with a leader and once without: who refuses what is the seed's, when answers come,
/// get lost or come twice is chance in both.
/// </summary>
public sealed class RuntimeParityTests
{
    /// <summary>As rough as ever, but nothing so long that a checkout is given up by chance alone.</summary>
    private static readonly Faults Passing = Faults.Rough with { Refuses = 0.12, IsSlow = 0.03, LosesRequest = 0.03, LosesReply = 0.03 };

    private static readonly CheckoutPlan Plan = new()
    {
        Count = 200,
        Faults = Passing,
        PersonComes = 1,
        InStock = Checkouts.Products.SkipLast(1).ToDictionary(product => product, _ => 10_000), // no tins at all
    };

    [Fact]
    public void Orchestrated_and_choreographed_runs_of_a_seed_make_the_same_orders()
    {
        var standing = 0;
        foreach (var seed in Seed.From(1, 2))
        {
            var led = Orders(seed, ProcessRuntime.Orchestrated);
            var unled = Orders(seed, ProcessRuntime.Choreographed);
            Seed.AssertNothing(seed, led.Except(unled).Select(line => $"only with a leader: {line}"));
            Seed.AssertNothing(seed, unled.Except(led).Select(line => $"only without one: {line}"));
            standing += led.Count(line => line.Contains("completed", StringComparison.Ordinal));
        }

        Assert.InRange(standing, 100, 300); // Neither all of them nor none: the comparison says something.
    }

    private static List<string> Orders(int seed, ProcessRuntime runtime)
    {
        var world = new CheckoutWorld(seed, Plan with { Runtime = runtime }).Play();
        Seed.AssertNothing(seed, CheckoutBooks.Findings(world));
        return [.. world.Requests.Keys.Select(id => Order(world, id)), .. Checkouts.Products.Select(product => Shelf(world, product.Value))];
    }

    private static string Order(CheckoutWorld world, string id)
    {
        var charged = world.Services[ParticipantNames.Payments].Standing(id, "charge-card") * world.Requests[id].Total.Minor;
        var shipped = world.Services[ParticipantNames.Shipping].Standing(id, "create-shipment");
        var mails = world.Services[ParticipantNames.Email].Standing(id, "send-receipt-email");
        var order = CheckoutBooks.OrderOf(world, id);
        return $"{id}: {world.Fleet.StateOf(id).Status}, {charged} charged, {shipped} parcels, {mails} mails; "
            + $"the order is {order.Stage}, {order.Paid} paid, {order.Refunded} given back";
    }

    private static string Shelf(CheckoutWorld world, string product)
    {
        var stock = world.Fleet.Journal.Stream(new StreamName(WireNames.StockCategory, product), StreamVersion.None)
            .Select(recorded => (Domain.Stock.StockEvent)recorded.Payload)
            .Aggregate(Domain.Stock.Stock.Initial, Domain.Stock.Stock.Evolve);
        return $"{product}: {stock.Available} left";
    }
}
