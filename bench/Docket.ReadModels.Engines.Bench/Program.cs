using System.Globalization;
using Docket.ReadModels.Engines.Bench;

const string usage = """
    Docket.ReadModels.Engines.Bench redis|clickhouse|elasticsearch ADDRESS|double [ORDERS]
        lets the engine's views catch up with so many orders (place and pay) from nothing, and rebuilds them
    Docket.ReadModels.Engines.Bench rebuild CONNECTION postgres|redis|clickhouse|elasticsearch ADDRESS|double [ORDERS] [RATE] [VIEW ...]
        fills an empty database with so many orders and rebuilds these views (all) while commands go on
    """;

// Each figure is one line. What was made in the engine is left behind.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var run = "bench" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
if (args is ["rebuild", var connection, var kept, var place, .. var load])
{
    await using var engine = Engine.Open(kept, place, run);
    if (engine is null) return Refuse();
    var chosen = load.Length > 2 ? engine with { Views = load[2..] } : engine;
    await UnderLoad.MeasureAsync(
        connection, chosen, load.Length > 0 ? Number(load[0]) : 500_000, load.Length > 1 ? Number(load[1]) : 500);
    return 0;
}

if (args is [var name, var address, .. var rest])
{
    await using var few = Engine.Open(name, address, run + "w");
    await using var engine = Engine.Open(name, address, run);
    if (few is null || engine is null) return Refuse();
    await CatchingUp.WarmUpAsync(few);
    await CatchingUp.MeasureAsync(engine, rest.Length > 0 ? Number(rest[0]) : 500_000);
    return 0;
}

return Refuse();

static int Refuse()
{
    Console.Error.WriteLine(usage);
    return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
