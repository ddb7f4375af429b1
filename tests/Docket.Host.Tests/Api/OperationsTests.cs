using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class OperationsTests(SharedService shared) : IClassFixture<SharedService>
{
    private RunningService Service => shared.Service;

    [Fact]
    public async Task Lag_and_projections_name_every_view()
    {
        string[] views = ["analytics", "customer-history", "order-summary", "product-sales", "revenue"];
        var lag = await Service.GetAsync("/ops/lag");
        Assert.Equal(views, lag.Body.GetProperty("views").EnumerateArray().Select(view =>
            view.GetProperty("name").GetString()));
        var list = await Service.GetAsync("/ops/projections");
        Assert.Equal(views, list.Body.GetProperty("projections").EnumerateArray().Select(view =>
            view.GetProperty("name").GetString()));
        Assert.Equal(404, (await Service.GetAsync("/ops/projections/none")).Code);
        var one = await Service.GetAsync("/ops/projections/revenue");
        Assert.Equal((one.Number("watermark"), one.Number("lag_events") > 0),
            (one.Number("as_of_seq"), one.Body.GetProperty("stale").GetBoolean()));
    }

    [Fact]
    public async Task A_rebuild_is_accepted_swapped_in_and_can_be_rolled_back()
    {
        var id = await shared.PlacePaidAsync();
        Assert.Equal(404, (await Service.PostAsync("/ops/projections/none/rebuild")).Code);
        var hash = await HashAsync();
        Assert.Equal(202, (await Service.PostAsync("/ops/projections/revenue/rebuild")).Code);
        var rebuilt = await DocketProcess.RunAsync("projections", "rebuild", "revenue", "--json", "--url", Service.Url);
        Assert.Equal((0, "swapped"), (rebuilt.ExitCode, rebuilt.Json.GetProperty("state").GetString()));
        Assert.Equal(hash, await HashAsync());
        Assert.Equal(200, (await Service.PostAsync("/ops/projections/revenue/rollback")).Code);
        Assert.Equal(409, (await Service.PostAsync("/ops/projections/analytics/rollback")).Code);
        Assert.Equal(404, (await Service.PostAsync("/ops/projections/none/rollback")).Code);
        Assert.Equal(200, (await Service.GetAsync($"/orders/{id}")).Code);
    }

    [Fact]
    public async Task Nothing_is_parked_and_unknown_parked_events_are_404()
    {
        Assert.Empty((await Service.GetAsync("/ops/parked")).Body.GetProperty("parked").EnumerateArray());
        Assert.Equal(404, (await Service.PostAsync("/ops/parked/revenue:7/retry")).Code);
        Assert.Equal(404, (await Service.PostAsync("/ops/parked/nonsense/skip")).Code);
    }

    [Fact]
    public async Task Health_readiness_and_metrics_answer()
    {
        Assert.Equal(200, (await Service.GetAsync("/healthz")).Code);
        Assert.Equal(200, (await Service.GetAsync("/readyz")).Code);
        await shared.PlaceAsync();
        var text = await Service.GetTextAsync("/metrics");
        Assert.Contains("docket_http_request_duration_seconds_count{method=\"POST\",route=\"/orders\",status=\"201\"}",
            text, StringComparison.Ordinal);
        Assert.Contains("# TYPE docket_journal_events_total counter", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches("^(# |[a-z_]+(\\{.*\\})? [-+0-9.eEINafn]+$)", line));
    }

    [Fact]
    public async Task HEAD_is_answered_as_GET_without_the_body()
    {
        foreach (var path in (string[])["/healthz", "/analytics", "/orders/nobody-knows"])
        {
            var get = await Service.GetAsync(path);
            using var head = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = await Service.Http.SendAsync(head, TestContext.Current.CancellationToken);
            Assert.Equal((get.Status, get.MediaType),
                (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    private async Task<string> HashAsync()
    {
        var head = (await Service.GetAsync("/ops/lag")).Number("as_of_seq");
        await Service.GetAsync($"/reports/revenue?min_seq={head}");
        return (await Service.GetAsync("/ops/projections/revenue")).Text("hash")!;
    }
}
