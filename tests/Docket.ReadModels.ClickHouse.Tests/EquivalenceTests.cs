using Docket.Journal.Projections;
using Docket.ReadModels.ClickHouse.Tests.Given;
using Docket.ReadModels.ClickHouse.Tests.Servers;
using Docket.ReadModels.Tests.Given;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.ReadModels.ClickHouse.Tests;

/// <summary>Over random histories, reports in ClickHouse answer what reports in one process answer.</summary>
public sealed class EquivalenceTests(SharedClickHouse shared)
{
    [Fact]
    public void Reports_from_facts_answer_what_reports_in_one_process_answer_also_restarted_and_rebuilt() =>
        Prop.ForAll<int>(seed => HoldsAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(6));

    private async Task<bool> HoldsAsync(int seed)
    {
        await using var house = new Warehouse(shared.Server);
        await house.Local.StartAsync(Warehouse.Token);
        var history = new RandomHistory(seed);
        for (var run = 0; run < 2; run++)
        {
            await using var desk = await house.OpenAsync();
            await house.WriteAsync(history, 60);
            await desk.LevelAsync();
            await desk.DisposeAsync();
            await house.WriteAsync(history, 20);
        }

        await using var last = await house.OpenAsync();
        await last.AgreesAsync();
        await last.VerifiesAsync();
        foreach (var name in new[] { ViewNames.Revenue, ViewNames.ProductSales })
        {
            var rebuilt = await last.RebuildAsync(name);
            Assert.Equal((RebuildStage.Swapped, false), (rebuilt.Stage, rebuilt.Differs));
        }

        await house.WriteAsync(history, 10);
        await last.AgreesAsync();
        await last.VerifiesAsync();
        return true;
    }
}
