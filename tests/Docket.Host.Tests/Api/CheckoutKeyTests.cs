using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

/// <summary>What a checkout's headers promise: the same key is the same checkout, whatever became of it.</summary>
public sealed class CheckoutKeyTests
{
    private const string Ada = """{ "email": "ada@example.org" }""";

    [Theory]
    [InlineData("orchestrated")]
    [InlineData("choreographed")]
    public async Task A_repeat_gets_the_first_answer_also_when_that_was_taken_back_and_another_one_began(string runtime)
    {
        using var data = new TemporaryDirectory();
        (string, string)[] settings = [.. CheckoutTests.Simulated, ("DOCKET_CHECKOUT", runtime)];
        await using (var service = await RunningService.StartInAsync(settings, data.Path))
        {
            await service.PostAsync("/orders", Bodies.Order("8471")); // Nothing of it is in the house.
            Assert.Equal((202, "8471.1", false), Told(await CheckOutAsync(service, "till-1")));
            await CheckoutTests.EndAsync(service, "8471.1");
            Assert.Equal((202, "8471.2", false), Told(await CheckOutAsync(service, "till-2")));
            Assert.Equal((202, "8471.1", true), Told(await CheckOutAsync(service, "till-1")));
            Assert.Equal(0, await service.StopAsync());
        }

        await using (var again = await RunningService.StartInAsync(settings, data.Path))
        {
            Assert.Equal((202, "8471.1", true), Told(await CheckOutAsync(again, "till-1")));
            Assert.Equal((202, "8471.2", true), Told(await CheckOutAsync(again, "till-2")));
            Assert.Equal(404, (await again.GetAsync("/ops/sagas/8471.3")).Code);
        }
    }

    [Fact]
    public async Task A_key_that_found_a_checkout_under_way_stays_with_that_one()
    {
        using var data = new TemporaryDirectory();
        // Without participants it stays where it began.
        await using (var nobody = await RunningService.StartAsync(data.Path))
        {
            await nobody.PostAsync("/orders", Bodies.Order("8471"));
            Assert.Equal((202, "8471.1", false), Told(await CheckOutAsync(nobody, null)));
            Assert.Equal((202, "8471.1", false), Told(await CheckOutAsync(nobody, "till-1")));
            Assert.Equal(3, (await nobody.GetAsync("/ops/lag")).Number("as_of_seq")); // Placed, started, its deadline.
            Assert.Equal(0, await nobody.StopAsync());
        }

        await using var service = await RunningService.StartInAsync(CheckoutTests.Simulated, data.Path);
        await CheckoutTests.EndAsync(service, "8471.1");
        Assert.Equal((202, "8471.2", false), Told(await CheckOutAsync(service, null)));
        Assert.Equal((202, "8471.1", true), Told(await CheckOutAsync(service, "till-1")));
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_a_422_and_begins_nothing()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        await service.PostAsync("/orders", Bodies.Order("a"));
        await service.PostAsync("/orders", Bodies.Order("b"), null, ("Idempotency-Key", "place-b"));
        Assert.Equal(202, (await CheckOutAsync(service, "till-1", "a")).Code);
        var before = (await service.GetAsync("/ops/lag")).Number("as_of_seq");

        var body = await CheckOutAsync(service, "till-1", "a", """{ "email": "eve@example.org" }""");
        Assert.Equal((422, "/problems/idempotency-key-reused"), (body.Code, body.Type));
        Assert.Equal(422, (await CheckOutAsync(service, "till-1", "b")).Code);
        Assert.Equal(422, (await CheckOutAsync(service, "place-b", "b")).Code);
        var cancelled = await service.PostAsync("/orders/a/cancel", "{}", null, ("Idempotency-Key", "till-1"));
        Assert.Equal(422, cancelled.Code);
        Assert.Equal(404, (await service.GetAsync("/ops/sagas/b.1")).Code);
        Assert.Equal(before, (await service.GetAsync("/ops/lag")).Number("as_of_seq"));
    }

    [Fact]
    public async Task Many_at_once_with_one_key_or_with_many_are_one_checkout()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        await service.PostAsync("/orders", Bodies.Order("8471"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            number => CheckOutAsync(service, number % 2 == 0 ? "till-0" : $"till-{number}")));
        Assert.All(answers, answer => Assert.Equal((202, "8471.1"), (answer.Code, answer.Text("saga_id"))));
        Assert.Equal(3, (await service.GetAsync("/ops/lag")).Number("as_of_seq"));
    }

    [Fact]
    public async Task Who_has_not_seen_the_orders_last_change_checks_nothing_out()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        await service.PostAsync("/orders", Bodies.Order("8471"));
        await service.PostAsync("/orders/8471/items", Bodies.Item);

        var stale = await service.PostAsync("/orders/8471/checkout", Ada, null, ("If-Match", "\"1\""));
        Assert.Equal((412, "/problems/version-not-current"), (stale.Code, stale.Type));
        Assert.Equal(2, stale.Number("current_version"));
        Assert.Equal(404, (await service.GetAsync("/ops/sagas/8471.1")).Code);
        Assert.Equal(202, (await service.PostAsync("/orders/8471/checkout", Ada, null, ("If-Match", "\"2\""))).Code);
    }

    private static (int, string?, bool) Told(Answer answer) =>
        (answer.Code, answer.Text("saga_id"), answer.Headers.Contains("Idempotent-Replayed"));

    private static Task<Answer> CheckOutAsync(
        RunningService service, string? key, string order = "8471", string body = Ada) =>
        service.PostAsync($"/orders/{order}/checkout", body, null, key is null ? [] : [("Idempotency-Key", key)]);
}
