using System.Text;
using System.Text.Json;
using Docket.Api;
using Docket.Api.Keys;
using Docket.Host.Composition;
using Docket.Host.Composition.Stores;
using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

/// <summary>Views are so quick that a read which does not wait would mostly be right. Here every read insists on a
/// write that comes only after it.</summary>
public sealed class WaitingReadTests
{
    private const int RoundTrips = 50;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_that_insists_on_the_next_write_waits_for_it_and_shows_it()
    {
        using var data = new TemporaryDirectory();
        // Shorter than a request may take; the write ends every wait long before.
        var options = new ServeOptions(["http://127.0.0.1:0"], new ApiKeyRing([]),
            new ApiOptions { Patience = TimeSpan.FromSeconds(25) });
        await using var service = await Service.StartAsync(
            JournalPlace.Of(new DataDirectory(data.Path), null), options, Token);
        using var http = new HttpClient { BaseAddress = new Uri(service.Url) };
        await PostAsync(http, "/orders", Bodies.Order("a", "anna"));
        string[] paths =
        [
            "/orders/a?", "/orders/a/status?", "/customers/anna/orders?", "/reports/revenue?", "/reports/products?",
            "/analytics?",
        ];
        var reads = paths.Select(path => GetAsync(http, path + "min_seq=2")).ToArray();

        // Requests that are answered meanwhile: whoever did not wait would be through by now.
        for (var i = 0; i < RoundTrips; i++) await GetAsync(http, "/orders/a?consistency=strong");
        Assert.DoesNotContain(reads, read => read.IsCompleted);

        var paid = await PostAsync(http, "/payments", """{"order_id":"a","amount":3140}""");
        Assert.Equal(2, paid.GetProperty("sequence_number").GetInt64());
        var answers = await Task.WhenAll(reads);
        Assert.All(answers, answer =>
        {
            Assert.False(answer.GetProperty("stale").GetBoolean());
            Assert.Equal(2, answer.GetProperty("as_of_seq").GetInt64());
        });
        Assert.Equal("paid", answers[0].GetProperty("status").GetString());
        Assert.Equal("paid", answers[1].GetProperty("status").GetString());
        Assert.Equal("paid", answers[2].GetProperty("items")[0].GetProperty("status").GetString());
        Assert.Equal(3140, answers[3].GetProperty("rows")[0].GetProperty("gross").GetInt64());
        Assert.Equal(1, answers[5].GetProperty("paid_orders").GetInt64());
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path) =>
        JsonElement.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), Token));

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), body, Token);
        response.EnsureSuccessStatusCode();
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(Token));
    }
}
