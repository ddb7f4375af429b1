using System.Text.Json.Nodes;

namespace Docket.Distributed.Tests.Import;

/// <summary>What two services say of the same history.</summary>
internal sealed class Figures(RunningService embedded, RunningService distributed)
{
    private const int AskedAtOnce = 4;

    /// <summary>Fails unless both give the same answer, but for where it stands.</summary>
    public async Task SameAsync(IEnumerable<string> paths) => await Parallel.ForEachAsync(
        paths, new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce }, async (path, _) =>
        {
            var (one, other) = (await AskAsync(embedded, path), await AskAsync(distributed, path));
            Assert.True(JsonNode.DeepEquals(one, other), $"{path}: {one} in one process, {other} through the engines");
        });

    private static async Task<JsonNode> AskAsync(RunningService service, string path)
    {
        var answer = await service.GetAsync(path);
        Assert.Equal((200, path), (answer.Code, path));
        var body = JsonNode.Parse(answer.Body.GetRawText())!.AsObject();
        Assert.False((bool)body["stale"]!, path);
        body.Remove("as_of_seq");
        if (path.StartsWith("/reports/products", StringComparison.Ordinal)) RemoveNames(body);
        return body;
    }

    /// <summary>What a product was called last is told by the journal's order, and an import writes many orders at
    /// once.</summary>
    private static void RemoveNames(JsonObject report)
    {
        foreach (var row in report["rows"]!.AsArray()) row!.AsObject().Remove("name");
    }
}
