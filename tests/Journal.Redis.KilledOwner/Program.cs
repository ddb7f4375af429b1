using System.Globalization;
using Docket.Journal.InMemory;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Redis;
using Docket.Journal.Redis.KilledOwner;
using Docket.Journal.Redis.Tests.Given;
using Docket.Journal.Redis.Views;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

// Applies the tally to the Redis it is told, in small pages of several scripts each, until it is killed. It says on
// standard output that it has begun, and that it is level.
var (server, prefix, rowsPerScript) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
var codec = TallyJson.Codec();
var store = new InMemoryEventStore(new MemoryJournal(), codec, TimeProvider.System, new GroupCommitOptions());
await SameJournal.FillAsync(store, CancellationToken.None);
var options = new RedisViewOptions
{
    Server = server,
    Prefix = prefix,
    RowsPerScript = rowsPerScript,
    LeaseTime = TimeSpan.FromSeconds(1),
    LookInterval = TimeSpan.FromMilliseconds(50),
};
var storage = new RedisViewStorage(options, [new TallyLayout()], TimeProvider.System, NullLogger.Instance);
var host = new ViewHost(store, codec, storage, new ViewHostOptions
{
    Clock = TimeProvider.System,
    Logger = NullLogger.Instance,
    Feed = new SmallPages(store, events: 60),
});
var view = host.Add(new ViewDefinition<string, Tally, GrandTotal>(
    new TallyProjection(), new TallyCodec(), () => new GrandTotal()));
await host.StartAsync(CancellationToken.None);
Console.WriteLine("begun");
await view.Watermark.WaitForAsync(store.Head, Timeout.InfiniteTimeSpan, CancellationToken.None);
Console.WriteLine("level");
await new TaskCompletionSource().Task;
