using Docket.Journal.Projections;
using Docket.ReadModels.Elasticsearch.Tests.Given;
using Docket.ReadModels.Tests.Given;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.ReadModels.Elasticsearch.Tests;

/// <summary>Over random histories, customers' orders in Elasticsearch are what they are in one process.</summary>
public sealed class EquivalenceTests
{
    [Fact]
    public void Searches_answer_what_they_answer_in_one_process_also_restarted_and_rebuilt() =>
        Prop.ForAll<int>(seed => HoldsAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private static async Task<bool> HoldsAsync(int seed)
    {
        await using var archive = await Archive.OpenAsync();
        var history = new RandomHistory(seed);
        for (var run = 0; run < 2; run++)
        {
            await using var desk = await archive.OpenDeskAsync();
            await archive.WriteAsync(history, 60);
            await desk.LevelAsync();
            await desk.DisposeAsync();
            await archive.WriteAsync(history, 20);
        }

        await using var last = await archive.OpenDeskAsync();
        await archive.AgreesAsync(last.Orders);
        await last.VerifiesAsync();
        var rebuilt = await last.RebuildAsync();
        Assert.Equal((RebuildStage.Swapped, false), (rebuilt.Stage, rebuilt.Differs));
        await archive.WriteAsync(history, 10);
        await archive.AgreesAsync(last.Orders);
        await last.VerifiesAsync();
        return true;
    }
}
