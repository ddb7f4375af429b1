using Docket.Application.Wire;
using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Journal.InMemory;
using Docket.Journal.Redis;
using Docket.Journal.Store;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Tests.Given;

namespace Docket.ReadModels.Redis.Tests.Given;

/// <summary>A shop's journal; any number of processes keep order summaries of it in one Redis.</summary>
internal sealed class RedisShop : IAsyncDisposable
{
    private readonly OwnRedis _server;
    private readonly string _prefix;

    public RedisShop(OwnRedis server, string prefix)
    {
        (_server, _prefix) = (server, prefix);
        Store = new InMemoryEventStore(
            new MemoryJournal(), DocketCodec.Create(), TimeProvider.System, new GroupCommitOptions());
    }

    public InMemoryEventStore Store { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Insists on everything that is in the journal by now.</summary>
    public Freshness Newest => new(Store.Head, TimeSpan.FromSeconds(30));

    public RedisViewOptions Options => new()
    {
        Server = _server.Address,
        Prefix = _prefix,
        LeaseTime = TimeSpan.FromSeconds(1),
        LookInterval = TimeSpan.FromMilliseconds(100),
        EventsPerCommit = 16,
        RowsPerScript = 5,
    };

    /// <summary>One more process, with its order summaries in Redis.</summary>
    public Task<RedisDesk> OpenDeskAsync(RedisViewOptions? options = null) => RedisDesk.OpenAsync(this, options ?? Options);

    public Task<Position> OrderAsync(string order, params OrderEvent[] events) => AppendAsync("order", order, events);

    public Task<Position> CustomerAsync(string customer, params CustomerEvent[] events) =>
        AppendAsync("customer", customer, events);

    /// <summary>Writes anything to any stream, also what no rule would let through.</summary>
    public async Task<Position> AppendAsync(string category, string id, IReadOnlyList<object> payloads)
    {
        var metadata = new EventMetadata { EventId = Guid.CreateVersion7(Facts.Day1), OccurredAt = Facts.Day1 };
        var request = new AppendRequest(
            new StreamName(category, id), ExpectedVersion.Any, [.. payloads.Select(payload => new NewEvent(payload, metadata))]);
        return (await Store.AppendAsync(request, Token)).Position;
    }

    /// <summary>Writes so many commands of a history, and now and then a customer's new name.</summary>
    public async Task WriteAsync(RandomHistory history, Random chance, int commands)
    {
        for (var i = 0; i < commands; i++)
        {
            var (order, events) = history.Next();
            if (events.Length > 0) await OrderAsync(order, events);
            if (chance.Next(6) == 0)
                await CustomerAsync(
                    $"c{chance.Next(3)}", new CustomerRegistered($"Name {chance.Next(100)}", null) { At = Facts.Day1 });
        }
    }

    /// <summary>A field of a row as somebody with <c>redis-cli</c> sees it.</summary>
    public async Task<string?> FieldAsync(string row, string field) =>
        (string?)await _server.ExecuteAsync("HGET", await KeyAsync(row), field);

    /// <summary>Does something to a row by hand.</summary>
    /// <param name="command">The command, the row, and what else it takes.</param>
    public async Task DamageAsync(string[] command) =>
        await _server.ExecuteAsync(command[0], [await KeyAsync(command[1]), .. command[2..]]);

    private async Task<string> KeyAsync(string row)
    {
        var view = $"{_prefix}:order-summary";
        return $"{view}:{(string)(await _server.ExecuteAsync("HGET", view, "serving"))!}:{row}";
    }

    public Task RunOutAsync() => _server.ExecuteAsync("HSET", $"{_prefix}:lease:view/order-summary", "until", "0");

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
