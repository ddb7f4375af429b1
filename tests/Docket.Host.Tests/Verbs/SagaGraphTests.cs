using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

public sealed class SagaGraphTests
{
    [Fact]
    public async Task The_graph_of_the_checkout_is_printed_as_a_table_as_mermaid_and_as_json()
    {
        var table = await DocketProcess.RunAsync("sagas", "graph");
        Assert.Equal(0, table.ExitCode);
        Assert.Contains("CardRefunded", table.Output, StringComparison.Ordinal);

        var mermaid = await DocketProcess.RunAsync("sagas", "graph", "checkout", "--format", "mermaid");
        Assert.StartsWith("flowchart LR\n", mermaid.Output, StringComparison.Ordinal);
        Assert.Contains("step2 -. CardRefused .-> step1", mermaid.Output, StringComparison.Ordinal);

        var states = await DocketProcess.RunAsync("sagas", "graph", "order-saga", "--format", "states");
        Assert.StartsWith("stateDiagram-v2\n", states.Output, StringComparison.Ordinal);

        var json = await DocketProcess.RunAsync("sagas", "graph", "--json");
        Assert.Equal(2, json.Json.GetProperty("version").GetInt32());
        Assert.Contains(json.Json.GetProperty("events").EnumerateArray(), one =>
            one.GetProperty("event").GetString() == "CardRefused" && one.GetProperty("heard_by").GetString() == "stock"
            && one.GetProperty("then").GetString() == "release-stock");
    }
}
