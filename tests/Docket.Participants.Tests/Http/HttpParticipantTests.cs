using System.Net;
using System.Net.Sockets;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Participants;
using Docket.Participants.Http;
using Docket.Participants.Signing;
using Microsoft.AspNetCore.Http;

namespace Docket.Participants.Tests.Http;

public sealed class HttpParticipantTests : IDisposable
{
    private readonly HttpClient _http = ParticipantHttp.CreateClient();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(200, typeof(StepOutcome.Succeeded))]
    [InlineData(201, typeof(StepOutcome.Succeeded))]
    [InlineData(204, typeof(StepOutcome.Succeeded))]
    [InlineData(302, typeof(StepOutcome.Unknown))]
    [InlineData(400, typeof(StepOutcome.Refused))]
    [InlineData(402, typeof(StepOutcome.Refused))]
    [InlineData(403, typeof(StepOutcome.Refused))]
    [InlineData(404, typeof(StepOutcome.Refused))]
    [InlineData(422, typeof(StepOutcome.Refused))]
    [InlineData(401, typeof(StepOutcome.FailedForNow))]
    [InlineData(408, typeof(StepOutcome.FailedForNow))]
    [InlineData(409, typeof(StepOutcome.FailedForNow))]
    [InlineData(425, typeof(StepOutcome.FailedForNow))]
    [InlineData(429, typeof(StepOutcome.FailedForNow))]
    [InlineData(500, typeof(StepOutcome.FailedForNow))]
    [InlineData(503, typeof(StepOutcome.FailedForNow))]
    public async Task A_status_says_how_it_ended(int status, Type outcome)
    {
        await using var service = await ScriptedService.StartAsync(status);
        Assert.IsType(outcome, await AskAsync(service.Url, Calls.Charge));
    }

    [Fact]
    public async Task A_charge_carries_its_key_its_amount_and_a_signature_over_both()
    {
        await using var service = await ScriptedService.StartAsync(200, """{ "reference": "ch_1" }""");

        var outcome = await AskAsync(service.Url, Calls.Charge);

        Assert.Equal(new StepOutcome.Succeeded(new JsonText("""{"reference":"ch_1"}""")), outcome);
        var seen = Assert.Single(service.Asked);
        Assert.Equal(("POST", "/v1/charges", "8471.1/charge-card"), (seen.Request.Method, seen.Request.Target, seen.Request.Key));
        Assert.Equal(SignatureVerdict.Good, seen.Request.Check(seen.Signature, Calls.Secrets, Calls.Noon));
        Assert.Equal(
            """{"saga_id":"8471.1","order_id":"8471","customer_id":"ada","amount":2250,"currency":"GBP"}""", seen.Body);
    }

    [Fact]
    public async Task A_refund_names_what_it_undoes()
    {
        await using var service = await ScriptedService.StartAsync(200);
        await AskAsync(service.Url, Calls.Refund);
        var seen = Assert.Single(service.Asked);
        Assert.Equal(("/v1/refunds", "8471.1/charge-card/undo"), (seen.Request.Target, seen.Request.Key));
        Assert.EndsWith("\"undoes\":\"8471.1/charge-card\"}", seen.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_carrier_is_told_the_goods_and_no_amount()
    {
        await using var service = await ScriptedService.StartAsync(200);
        await Of(service.Url, ParticipantRoutes.Shipping).ExecuteAsync(Calls.Charge, TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"saga_id":"8471.1","order_id":"8471","customer_id":"ada","lines":[{"product_id":"mug","quantity":2}]}""",
            Assert.Single(service.Asked).Body);
    }

    [Fact]
    public async Task A_refusal_tells_its_reason_in_one_plain_line()
    {
        await using var service = await ScriptedService.StartAsync(
            402, """{ "title": "Declined.", "detail": "No\nfunds." }""", "application/problem+json");
        Assert.Equal(new StepOutcome.Refused("No funds."), await AskAsync(service.Url, Calls.Charge));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Sun, 29 Nov 2026 12:00:30 GMT", 30)]
    [InlineData("Sun, 29 Nov 2026 11:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task Who_is_busy_may_say_until_when(string header, int? seconds)
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        var busy = Assert.IsType<StepOutcome.FailedForNow>(await AskAsync(service.Url, Calls.Charge));
        Assert.Equal(seconds is { } after ? TimeSpan.FromSeconds(after) : null, busy.RetryAfter);
    }

    [Fact]
    public async Task What_was_sent_and_cut_off_is_unknown()
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.IsType<StepOutcome.Unknown>(await AskAsync(service.Url, Calls.Charge));
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_in_its_body_is_unknown()
    {
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Assert.IsType<StepOutcome.Unknown>(await AskAsync(service.Url, Calls.Charge));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        Assert.IsType<StepOutcome.FailedForNow>(await AskAsync(new Uri($"http://127.0.0.1:{ClosedPort()}"), Calls.Charge));
        Assert.IsType<StepOutcome.FailedForNow>(await AskAsync(new Uri("http://nobody.invalid"), Calls.Charge));
    }

    [Theory]
    [InlineData(200, """{ "outcome": "succeeded" }""", typeof(StepOutcome.Succeeded))]
    [InlineData(200, """{ "outcome": "refused", "reason": "No funds." }""", typeof(StepOutcome.Refused))]
    [InlineData(200, """{ "outcome": "pending" }""", typeof(StepOutcome.Unknown))]
    [InlineData(200, """{ "outcome": "perhaps" }""", null)]
    [InlineData(200, """<html/>""", null)]
    [InlineData(404, """{ "title": "Unknown key." }""", null)]
    [InlineData(503, "", null)]
    public async Task A_status_call_by_key_tells_how_it_ended_or_nothing(int status, string body, Type? outcome)
    {
        await using var service = await ScriptedService.StartAsync(status, body);
        var told = await Of(service.Url, ParticipantRoutes.Payments)
            .QueryAsync(Calls.Charge, TestContext.Current.CancellationToken);
        Assert.Equal(outcome, told?.GetType());
        var seen = Assert.Single(service.Asked);
        Assert.Equal(("GET", "/v1/calls?key=8471.1%2Fcharge-card"), (seen.Request.Method, seen.Request.Target));
        Assert.Equal(SignatureVerdict.Good, seen.Request.Check(seen.Signature, Calls.Secrets, Calls.Noon));
    }

    [Fact]
    public async Task A_status_call_that_nobody_answers_tells_nothing() => Assert.Null(
        await Of(new Uri($"http://127.0.0.1:{ClosedPort()}"), ParticipantRoutes.Payments)
            .QueryAsync(Calls.Charge, TestContext.Current.CancellationToken));

    internal static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private HttpParticipant Of(Uri url, ParticipantRoutes routes) => new(_http, url, routes, Calls.Secrets, new StandingClock());

    private ValueTask<StepOutcome> AskAsync(Uri url, StepCall call) =>
        Of(url, ParticipantRoutes.Payments).ExecuteAsync(call, TestContext.Current.CancellationToken);
}
