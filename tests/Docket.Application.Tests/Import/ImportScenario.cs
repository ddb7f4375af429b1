using System.IO.Compression;
using System.Text;
using Docket.Application.Import;
using Docket.Application.Orders;
using Docket.Application.Tests.Orders;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Store;

namespace Docket.Application.Tests.Import;

/// <summary>A journal, a folder for files, and an import into the one from the other.</summary>
internal sealed class ImportScenario : IAsyncDisposable
{
    public const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    private readonly string _folder = Directory.CreateTempSubdirectory("docket-import-").FullName;

    public ImportScenario() => Store = new InMemoryEventStore(DocketCodec.Create(), Clock);

    public ManualClock Clock { get; } = new();

    public InMemoryEventStore Store { get; }

    public string RejectsPath => PathOf("rejects.csv");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string PathOf(string name) => Path.Combine(_folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public string WriteGzip(string name, string text)
    {
        using var file = File.Create(PathOf(name));
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
        return PathOf(name);
    }

    public Task<ImportReport> ImportRowsAsync(params string[] rows) =>
        ImportAsync(Write("rows.csv", string.Join("\n", [Header, .. rows, ""])));

    public Task<ImportReport> ImportAsync(
        string path, string mapping = "online-retail", IEventStore? store = null, string? rejectsPath = null) =>
        new Importer(Orders(store ?? Store), Clock).RunAsync(
            new ImportRequest(path, mapping, rejectsPath ?? RejectsPath), null, Cancel);

    public OrderService Orders(IEventStore store) => new(store, Clock, new DeciderRunnerOptions(), null);

    public async Task<IReadOnlyList<OrderEvent>> EventsOfAsync(string order)
    {
        var events = new List<OrderEvent>();
        await foreach (var recorded in Store.ReadStreamAsync(OrderService.StreamOf(new OrderId(order)), StreamVersion.None, Cancel))
            events.Add((OrderEvent)recorded.Payload);
        return events;
    }

    /// <summary>The rejects file's lines after its header, cut to line, reason and quantity left.</summary>
    public string[] Rejects() =>
        [.. File.ReadAllLines(RejectsPath).Skip(1).Select(line => string.Join(',', line.Split(',').Take(3)))];

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
