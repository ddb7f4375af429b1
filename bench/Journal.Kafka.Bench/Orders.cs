using System.Net;
using System.Text;
using Docket.Journal.Postgres.Bench;

namespace Docket.Journal.Kafka.Bench;

/// <summary>Places orders of two lines over HTTP at a steady rate.</summary>
internal static class Orders
{
    private const string Order = """
        {"customer_id":"customer-4711","currency":"EUR","items":[
        {"product_id":"mug-blue","name":"Blue mug","quantity":2,"unit_price":1250},
        {"product_id":"tea-mint","name":"Mint tea, 100 g","quantity":1,"unit_price":640}]}
        """;

    public static async Task PlaceAsync(Uri service, int perSecond, TimeSpan duration)
    {
        using var http = new HttpClient { BaseAddress = service };
        var turnedAway = 0;
        var said = await Paced.MeasureAsync(perSecond, duration, _ => PlaceOneAsync());
        Console.WriteLine($"POST /orders at {perSecond}/s   {said}   turned away and asked again: {turnedAway}");

        async Task PlaceOneAsync()
        {
            while (!await IsPlacedAsync(http)) Interlocked.Increment(ref turnedAway);
        }
    }

    /// <returns>Whether it is; false: the service has too much to do, and some time was let pass.</returns>
    private static async Task<bool> IsPlacedAsync(HttpClient http)
    {
        using var body = new StringContent(Order, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/orders", UriKind.Relative), body, CancellationToken.None);
        if (answer.StatusCode == HttpStatusCode.Created) return true;
        if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            throw new InvalidOperationException($"{answer.StatusCode}");
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        return false;
    }
}
