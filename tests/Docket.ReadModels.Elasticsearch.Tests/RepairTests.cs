using System.Text.Json;
using System.Text.Json.Nodes;
using Docket.Journal.Projections;
using Docket.ReadModels.Elasticsearch.Tests.Given;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Elasticsearch.Tests;

/// <summary>Whatever somebody did to a document by hand: it is named with its fields, and put right while orders go
/// on.</summary>
public sealed class RepairTests
{
    private const string Index = "docket-customer-history";

    private static readonly (string Key, string Fields, Action<JsonNode>? Change)[] Damages =
    [
        ("mine", "status", document => document["status"] = "lost"),
        ("mine", "words", document => document["words"] = new JsonArray("ELSE")),
        ("mine", "row", document => document["row"] = "AAAA"),
        ("mine", "", null),
    ];

    [Fact]
    public async Task Damage_is_named_put_right_and_gone_while_orders_go_on()
    {
        await using var archive = await Archive.OpenAsync();
        await using var desk = await archive.OpenDeskAsync();
        await archive.OrderAsync("mine", Placed("c9", Day1, Line("x", 2, 10)), Paid(20, Day1));
        await archive.OrderAsync("other", Placed("c9", Day1, Line("x", 2, 10)), Paid(20, Day1));
        await desk.LevelAsync();
        var history = new RandomHistory(1);
        foreach (var (key, fields, change) in Damages)
        {
            Damage(archive, key, change);
            var found = Assert.Single(Assert.Single(await desk.Host.VerifyAsync(5, Archive.Token)).Differences);
            Assert.Equal((key, fields), (found.Key, string.Join(",", found.Fields.Select(field => field.Field))));
            await archive.WriteAsync(history, 10);
            await RepairAsync(desk);
        }

        archive.Cluster.Look(Index, index =>
        {
            index.Write("ghost", 1, index.Get("other")!.Source);
            index.Refresh();
            return 0;
        });
        Assert.Equal(
            RowDifferenceKind.Unexpected,
            Assert.Single(Assert.Single(await desk.Host.VerifyAsync(5, Archive.Token)).Differences).Kind);
        await RepairAsync(desk);
    }

    private static async Task RepairAsync(Desk desk)
    {
        Assert.True(desk.Host.StartRepair(desk.View.Name, 5));
        await desk.Host.WaitForRebuildAsync(desk.View.Name, Archive.Token);
        var repair = desk.Host.RepairOf(desk.View.Name)!;
        Assert.True(repair is { Stage: RepairStage.Done, Repaired: 1 }, repair.Outcome);
        await desk.LevelAsync();
        await desk.VerifiesAsync();
    }

    private static void Damage(Archive archive, string id, Action<JsonNode>? change) => archive.Cluster.Look(Index, index =>
    {
        var document = index.Get(id)!;
        JsonElement? changed = null;
        if (change is not null)
        {
            var source = JsonNode.Parse(document.Source!.Value.GetRawText())!;
            change(source);
            changed = JsonElement.Parse(source.ToJsonString());
        }

        index.Write(id, document.Version + 1, changed);
        index.Refresh();
        return 0;
    });
}
