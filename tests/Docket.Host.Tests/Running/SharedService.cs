namespace Docket.Host.Tests.Running;

/// <summary>One service for all tests of a class; each test uses orders of its own.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private int _orders;

    internal RunningService Service { get; private set; } = null!;

    internal string Data => _data.Path;

    public async ValueTask InitializeAsync() => Service = await RunningService.StartAsync(_data.Path);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>An id that no other test has.</summary>
    internal string NewId() => "o-" + Interlocked.Increment(ref _orders);

    /// <summary>Places an order of two lines that comes to 3140.</summary>
    internal async Task<string> PlaceAsync(string? customer = null)
    {
        var id = NewId();
        var answer = await Service.PostAsync("/orders", Bodies.Order(id, customer));
        Assert.Equal(201, answer.Code);
        return id;
    }

    internal Task<Answer> PayAsync(string order, long amount = 3140) =>
        Service.PostAsync("/payments", $$"""{"order_id":"{{order}}","amount":{{amount}},"method":"card"}""");

    internal async Task<string> PlacePaidAsync()
    {
        var id = await PlaceAsync();
        Assert.Equal(201, (await PayAsync(id)).Code);
        return id;
    }
}

internal static class Bodies
{
    public const string Item = """{"product_id":"spoon","name":"Tea spoon","quantity":2,"unit_price":300}""";

    public static string Order(string? id = null, string? customer = null) => $$"""
        { {{(id is null ? "" : $"\"order_id\":\"{id}\",")}} {{(customer is null ? "" : $"\"customer_id\":\"{customer}\",")}}
          "currency":"EUR","items":[
          {"product_id":"mug-blue","name":"Blue mug","quantity":2,"unit_price":1250},
          {"product_id":"tea-mint","name":"Mint tea, 100 g","quantity":1,"unit_price":640}] }
        """;
}
