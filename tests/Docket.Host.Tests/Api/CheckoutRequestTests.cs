using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

/// <summary>What starting a checkout answers; nobody takes part, so each one stays where it began.</summary>
public sealed class CheckoutRequestTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService _service = shared.Service;

    [Fact]
    public async Task A_checkout_is_taken_and_says_where_it_is_told_of()
    {
        var order = await shared.PlaceAsync();
        var started = await CheckOutAsync(order, """{ "email": "ada@example.org" }""");
        Assert.Equal((202, order, order + ".1"), (started.Code, started.Text("order_id"), started.Text("saga_id")));
        Assert.Equal($"/ops/sagas/{order}.1", started.Headers.Location?.OriginalString);
        Assert.Equal(200, (await _service.GetAsync(started.Headers.Location!.OriginalString)).Code);
        Assert.Equal(order + ".1", (await CheckOutAsync(order)).Text("saga_id"));
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{ "email": 7 }""", 400)]
    [InlineData("""{ "mail": "ada@example.org" }""", 400)]
    public async Task Bad_input_is_answered_by_the_rules_and_begins_nothing(string body, int status)
    {
        var order = await shared.PlaceAsync();
        Assert.Equal(status, (await CheckOutAsync(order, body)).Code);
        Assert.Equal(404, (await _service.GetAsync($"/ops/sagas/{order}.1")).Code);
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_named()
    {
        var answer = await CheckOutAsync(await shared.PlaceAsync(), $$"""{ "email": "{{new string('a', 2_000)}}" }""");
        Assert.Equal(400, answer.Code);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("email", out _));
    }

    [Fact]
    public async Task An_order_that_is_unknown_cancelled_or_paid_is_not_checked_out()
    {
        var (cancelled, paid) = (await shared.PlaceAsync(), await shared.PlacePaidAsync());
        await _service.PostAsync($"/orders/{cancelled}/cancel", "{}");
        Assert.Equal(404, (await CheckOutAsync("nothing")).Code);
        Assert.Equal(400, (await CheckOutAsync("a%20b")).Code);
        Assert.Equal((422, "/problems/order-cancelled"), Told(await CheckOutAsync(cancelled)));
        Assert.Equal((422, "/problems/order-nothing-due"), Told(await CheckOutAsync(paid)));
    }

    private static (int, string?) Told(Answer answer) => (answer.Code, answer.Type);

    private Task<Answer> CheckOutAsync(string order, string? body = null) =>
        _service.PostAsync($"/orders/{order}/checkout", body);
}
