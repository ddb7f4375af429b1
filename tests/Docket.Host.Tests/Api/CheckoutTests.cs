using System.Text.Json;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class CheckoutTests
{
    internal static readonly (string, string)[] Simulated = [("DOCKET_PARTICIPANTS", "simulated")];

    internal static readonly (string, string)[] Unled = [.. Simulated, ("DOCKET_CHECKOUT", "choreographed")];

    [Fact]
    public async Task A_checkout_runs_to_its_end_is_told_step_by_step_and_takes_the_goods()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartInAsync(Simulated, data.Path);
        await FillTheHouseAsync(service, "8471");

        var started = await service.PostAsync("/orders/8471/checkout");

        Assert.Equal((202, "8471.1"), (started.Code, started.Body.GetProperty("saga_id").GetString()));
        var saga = await EndAsync(service, "8471.1");
        Assert.Equal("completed", saga.GetProperty("status").GetString());
        Assert.Equal(
            ["reserve-stock", "charge-card", "create-shipment", "update-loyalty-points", "book-order", "send-receipt-email"],
            saga.GetProperty("log").EnumerateArray()
                .Where(entry => entry.GetProperty("event").GetString() == "step_succeeded")
                .Select(entry => entry.GetProperty("step").GetString()));
        Assert.Equal("8471.1", (await service.PostAsync("/orders/8471/checkout")).Body.GetProperty("saga_id").GetString());
        var listed = await DocketProcess.RunAsync("sagas", "list", "--status", "completed", "--json", "--data", data.Path);
        Assert.Equal("8471.1", Assert.Single(listed.Json.GetProperty("sagas").EnumerateArray()).GetProperty("saga_id").GetString());
        Assert.Contains("step succeeded", (await DocketProcess.RunAsync("sagas", "show", "8471.1", "--data", data.Path)).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkout_that_nobody_leads_ends_the_same_and_is_told_the_same()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartInAsync(Unled, data.Path);
        await FillTheHouseAsync(service, "8471");

        Assert.Equal(202, (await service.PostAsync("/orders/8471/checkout")).Code);

        var saga = await EndAsync(service, "8471.1");
        Assert.Equal(("completed", "choreographed"), (saga.GetProperty("status").GetString(), saga.GetProperty("runtime").GetString()));
        Assert.Equal(
            ["StockReserved", "CardCharged", "ShipmentCreated", "PointsEarned", "OrderBooked", "ReceiptSent"],
            saga.GetProperty("log").EnumerateArray()
                .Where(entry => entry.GetProperty("event").GetString() == "step_told")
                .Select(entry => entry.GetProperty("detail").GetString()));
        Assert.Equal("shipped", (await service.GetAsync("/orders/8471?consistency=strong")).Body.GetProperty("status").GetString());
        var listed = await DocketProcess.RunAsync("sagas", "list", "--status", "completed", "--json", "--data", data.Path);
        Assert.Equal("8471.1", Assert.Single(listed.Json.GetProperty("sagas").EnumerateArray()).GetProperty("saga_id").GetString());
    }

    [Fact]
    public async Task A_checkout_that_nobody_leads_is_taken_back_and_may_be_started_anew()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartInAsync(Unled, data.Path);
        await service.PostAsync("/orders", Bodies.Order("8471"));
        await service.PostAsync("/orders/8471/checkout");

        Assert.Equal("compensated", (await EndAsync(service, "8471.1")).GetProperty("status").GetString());
        Assert.Equal("8471.2", (await service.PostAsync("/orders/8471/checkout")).Body.GetProperty("saga_id").GetString());
    }

    [Theory]
    [InlineData("orchestrated")]
    [InlineData("choreographed")]
    public async Task A_checkout_is_told_as_it_stood_at_any_time(string runtime)
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartInAsync(
            [.. Simulated, ("DOCKET_CHECKOUT", runtime)], data.Path);
        await FillTheHouseAsync(service, "8471");
        await service.PostAsync("/orders/8471/checkout");
        var log = (await EndAsync(service, "8471.1")).GetProperty("log").EnumerateArray().ToList();
        var charged = log.Find(entry => entry.GetProperty("event").GetString() == "step_succeeded"
            && entry.GetProperty("step").GetString() == "charge-card").GetProperty("at").GetString()!;
        var begun = log[0].GetProperty("at").GetDateTimeOffset();

        var then = (await service.GetAsync("/ops/sagas/8471.1?at=" + Uri.EscapeDataString(charged))).Body;
        Assert.Equal("payment_completed", then.GetProperty("status").GetString());
        Assert.True(then.GetProperty("log").GetArrayLength() < log.Count);
        var shown = await DocketProcess.RunAsync(
            "sagas", "show", "8471.1", "--at", charged, "--json", "--data", data.Path);
        Assert.True(JsonElement.DeepEquals(then, shown.Json), shown.Output + shown.Errors);
        var before = $"{begun.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}";
        Assert.Equal(404, (await service.GetAsync("/ops/sagas/8471.1?at=" + before)).Code);
        Assert.Equal(400, (await service.GetAsync("/ops/sagas/8471.1?at=yesterday")).Code);
    }

    [Fact]
    public async Task What_a_checkout_does_to_its_order_is_told_with_its_saga()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartInAsync(Simulated, data.Path);
        await FillTheHouseAsync(service, "8471");
        await service.PostAsync("/orders/8471/checkout");
        await EndAsync(service, "8471.1");

        var events = (await service.GetAsync("/orders/8471/history")).Body.GetProperty("events").EnumerateArray().ToList();

        Assert.Equal(
            [("order.payment_confirmed", "8471.1"), ("order.shipped", "8471.1")],
            events.Skip(1).Select(one => (
                one.GetProperty("type").GetString(), one.GetProperty("metadata").GetProperty("saga_id").GetString())));
    }

    [Fact]
    public async Task A_checkout_of_what_is_not_there_is_taken_back_and_may_be_started_anew()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartInAsync(Simulated, data.Path);
        await service.PostAsync("/orders", Bodies.Order("8471"));
        await service.PostAsync("/orders/8471/checkout");

        Assert.Equal("compensated", (await EndAsync(service, "8471.1")).GetProperty("status").GetString());
        Assert.Equal("8471.2", (await service.PostAsync("/orders/8471/checkout")).Body.GetProperty("saga_id").GetString());
    }

    [Fact]
    public async Task Without_participants_a_checkout_is_kept_and_nobody_is_charged_by_a_stand_in()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        await service.PostAsync("/orders", Bodies.Order("8471"));
        Assert.Equal(202, (await service.PostAsync("/orders/8471/checkout")).Code);
        var saga = (await service.GetAsync("/ops/sagas/8471.1")).Body;
        Assert.Equal("pending", saga.GetProperty("status").GetString());
        Assert.DoesNotContain(saga.GetProperty("log").EnumerateArray(), entry => entry.GetProperty("event").GetString() == "step_tried");
        Assert.Equal(422, (await service.PostAsync("/ops/sagas/8471.1/resume")).Code);
    }

    [Fact]
    public async Task What_is_not_there_is_not_checked_out_nor_decided_for()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        Assert.Equal(404, (await service.PostAsync("/orders/nothing/checkout")).Code);
        Assert.Equal(404, (await service.GetAsync("/ops/sagas/nothing")).Code);
        Assert.Equal(404, (await service.PostAsync("/ops/sagas/nothing/skip")).Code);
        Assert.Equal(400, (await service.PostAsync("/stock/mug/receipts", """{ "quantity": 0 }""")).Code);
        Assert.Equal(1, (await DocketProcess.RunAsync("sagas", "show", "nothing", "--data", data.Path)).ExitCode);
    }

    /// <summary>Places an order, and takes in a hundred of each of its products.</summary>
    internal static async Task FillTheHouseAsync(RunningService service, string order)
    {
        await service.PostAsync("/orders", Bodies.Order(order));
        var placed = await service.GetAsync($"/orders/{order}?consistency=strong");
        foreach (var line in placed.Body.GetProperty("items").EnumerateArray())
            Assert.Equal(200, (await service.PostAsync(
                $"/stock/{line.GetProperty("product_id").GetString()}/receipts", """{ "quantity": 100 }""")).Code);
    }

    /// <summary>Asks until the saga's end is told; each answer is a round trip, so this waits on the service and not on a clock.</summary>
    internal static async Task<JsonElement> EndAsync(RunningService service, string id)
    {
        while (true)
        {
            var saga = (await service.GetAsync("/ops/sagas/" + id)).Body;
            if (saga.GetProperty("log").EnumerateArray().Last().GetProperty("event").GetString() == "ended") return saga;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
