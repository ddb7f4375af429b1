using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class IdempotencyTests
{
    private static readonly (string, string) Placing = ("Idempotency-Key", "place-1");
    private static readonly (string, string) Paying = ("Idempotency-Key", "pay-1");

    [Fact]
    public async Task A_repeat_gets_the_first_answer_also_after_a_restart()
    {
        using var data = new TemporaryDirectory();
        string order, payment;
        await using (var service = await RunningService.StartAsync(data.Path))
        {
            var placed = await service.PostAsync("/orders", Bodies.Order(), null, Placing);
            order = placed.Text("order_id")!;
            Assert.Equal(order, (await service.PostAsync("/orders", Bodies.Order(), null, Placing)).Text("order_id"));
            payment = (await service.PostAsync("/payments", Payment(order), null, Paying)).Text("payment_id")!;
            await service.PostAsync($"/orders/{order}/ship");
            Assert.Equal(0, await service.StopAsync());
        }

        await using (var again = await RunningService.StartAsync(data.Path))
        {
            var placed = await again.PostAsync("/orders", Bodies.Order(), null, Placing);
            Assert.Equal((201, order, 1L), (placed.Code, placed.Text("order_id"), placed.Number("version")));
            var paid = await again.PostAsync("/payments", Payment(order), null, Paying);
            Assert.Equal((201, payment, 2L), (paid.Code, paid.Text("payment_id"), paid.Number("version")));
        }
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_a_422()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        var placed = await service.PostAsync("/orders", Bodies.Order("a"), null, Placing);
        var body = await service.PostAsync("/orders", Bodies.Order("b"), null, Placing);
        Assert.Equal((422, "/problems/idempotency-key-reused"), (body.Code, body.Type));
        var path = await service.PostAsync("/orders/a/items", Bodies.Item, null, Placing);
        Assert.Equal(422, path.Code);
        Assert.Equal(placed.Seq, (await service.GetAsync("/ops/lag")).Number("as_of_seq"));
    }

    [Fact]
    public async Task Many_at_once_with_one_key_take_effect_once()
    {
        using var data = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(data.Path);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            service.PostAsync("/orders", Bodies.Order(), null, Placing)));
        Assert.All(answers, answer => Assert.Equal(201, answer.Code));
        Assert.Single(answers.Select(answer => answer.Text("order_id")).Distinct());
        Assert.Equal(1, (await service.GetAsync("/ops/lag")).Number("as_of_seq"));
    }

    private static string Payment(string order) => $$"""{"order_id":"{{order}}","amount":3140}""";
}
