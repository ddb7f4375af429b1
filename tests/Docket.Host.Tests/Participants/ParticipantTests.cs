using System.Text.Json;
using Docket.Host.Tests.Api;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Participants;

/// <summary>Checkouts with participants in another process, over HTTP.</summary>
public sealed class ParticipantTests(SharedParticipants shared) : IClassFixture<SharedParticipants>
{
    private readonly RunningParticipants _participants = shared.Participants;
    private readonly RunningService _service = shared.Service;

    [Fact]
    public async Task A_checkout_charges_ships_and_thanks_over_HTTP_and_by_mail()
    {
        var saga = await CheckOutAsync("fine", """{ "email": "ada@example.org" }""");

        Assert.Equal("completed", saga.GetProperty("status").GetString());
        Assert.Equal([("charges", 3140), ("shipments", 0)], await EffectsAsync("fine.1"));
        var mail = await File.ReadAllTextAsync(
            Assert.Single(Directory.GetFiles(_participants.Mails)), TestContext.Current.CancellationToken);
        Assert.Contains("X-Docket-Key: fine.1/send-receipt-email", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut-after", """{ "cut_after": 1, "times": 1 }""", "step_outcome_unknown")]
    [InlineData("cut-before", """{ "cut_before": 1, "times": 1 }""", "step_outcome_unknown")]
    [InlineData("error", """{ "error": 1, "error_status": 503, "times": 1 }""", "step_failed_for_now")]
    [InlineData("twice", """{ "duplicate": 1, "delay_ms": 1, "times": 1 }""", null)]
    public async Task Whatever_happens_to_the_answer_the_card_is_charged_once(string order, string faults, string? told)
    {
        await _participants.SwitchAsync("payments", faults);

        var saga = await CheckOutAsync(order);

        Assert.Equal("completed", saga.GetProperty("status").GetString());
        var events = saga.GetProperty("log").EnumerateArray().Select(entry => entry.GetProperty("event").GetString());
        Assert.Equal(told is null ? [] : [told], events.Where(
            name => name is "step_outcome_unknown" or "step_failed_for_now" or "step_refused"));
        Assert.Equal([("charges", 3140), ("shipments", 0)], await EffectsAsync(order + ".1"));
    }

    [Fact]
    public async Task Where_the_carrier_refuses_the_card_is_refunded_and_the_goods_are_free_again()
    {
        await _participants.SwitchAsync("shipping", """{ "refuse": 1, "times": 1 }""");
        var before = (await ReceiveAsync()).Number("available");

        var saga = await CheckOutAsync("refused");

        Assert.Equal("compensated", saga.GetProperty("status").GetString());
        Assert.Equal([("charges", 3140), ("refunds", 3140)], await EffectsAsync("refused.1"));
        Assert.Equal(before + 101, (await ReceiveAsync()).Number("available"));
    }

    [Fact]
    public async Task What_the_simulators_did_outlives_them()
    {
        await CheckOutAsync("killed");
        await _participants.KillAsync();
        Assert.Equal([("charges", 3140), ("shipments", 0)], await EffectsAsync("killed.1"));
    }

    [Theory]
    [InlineData("/faults/payments", "PUT", """{ "refuse": 2 }""", 400)]
    [InlineData("/faults/payments", "PUT", """{ "error_status": 402 }""", 400)]
    [InlineData("/faults/payments", "PUT", """{ "luck": 1 }""", 400)]
    [InlineData("/faults/payments", "PUT", "nonsense", 400)]
    [InlineData("/payments/charges", "POST", """{ "saga_id": "a", "order_id": "b" }""", 401)]
    [InlineData("/payments/calls?key=a", "GET", null, 401)]
    public async Task Bad_faults_and_unsigned_calls_are_turned_away(string path, string method, string? body, int status)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), _participants.Url + path);
        if (body is not null) request.Content = new StringContent(body);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await EffectsAsync("a"));
    }

    private async Task<JsonElement> CheckOutAsync(string order, string? body = null)
    {
        await CheckoutTests.FillTheHouseAsync(_service, order);
        Assert.Equal(202, (await _service.PostAsync($"/orders/{order}/checkout", body)).Code);
        return await CheckoutTests.EndAsync(_service, order + ".1");
    }

    private Task<Answer> ReceiveAsync() => _service.PostAsync("/stock/mug-blue/receipts", """{ "quantity": 1 }""");

    private async Task<IEnumerable<(string, long)>> EffectsAsync(string saga) =>
        from effect in await _participants.EffectsAsync()
        where effect.Saga == saga
        select (effect.Operation, effect.Amount);
}
