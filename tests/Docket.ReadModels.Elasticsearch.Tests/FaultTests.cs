using Docket.Domain.Shared;
using Docket.Journal.Store;
using Docket.ReadModels.Elasticsearch.Tests.Double;
using Docket.ReadModels.Elasticsearch.Tests.Given;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Tests.Given;
using static Docket.ReadModels.Tests.Given.Facts;

namespace Docket.ReadModels.Elasticsearch.Tests;

/// <summary>Whatever the cluster answers, every event counts once, and a read does not say more than can be
/// found.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("_bulk", Fault.AnswerLost)]
    [InlineData("_bulk", Fault.Busy)]
    [InlineData("_bulk", Fault.Away)]
    [InlineData("_refresh", Fault.AnswerLost)]
    [InlineData("_refresh", Fault.Busy)]
    [InlineData("!stand", Fault.AnswerLost)]
    [InlineData("!stand", Fault.Away)]
    public async Task A_request_that_fails_now_and_then_is_sent_again_and_counts_once(string call, object fault)
    {
        await using var archive = await Archive.OpenAsync();
        await using var desk = await archive.OpenDeskAsync();
        var calls = 0;
        archive.Cluster.OnRequest = (method, path) =>
            method != HttpMethod.Get && Uri.UnescapeDataString(path).EndsWith(call, StringComparison.Ordinal)
            && Interlocked.Increment(ref calls) % 3 == 1 ? (Fault)fault : Fault.None;
        await archive.WriteAsync(new RandomHistory(1), 80);
        await archive.AgreesAsync(desk.Orders);
        await desk.VerifiesAsync();
        Assert.True(calls > 0);
    }

    [Fact]
    public async Task Of_a_bulk_request_only_the_documents_that_were_not_taken_are_sent_again()
    {
        await using var archive = await Archive.OpenAsync();
        await using var desk = await archive.OpenDeskAsync();
        var tries = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        archive.Cluster.OnItem = id => tries.AddOrUpdate(id, 1, (_, n) => n + 1) % 4 == 1 && id is "o1" or "o2" ? 429 : 0;
        await archive.WriteAsync(new RandomHistory(2), 80);
        await archive.AgreesAsync(desk.Orders);
        await desk.VerifiesAsync();
    }

    [Fact]
    public async Task A_document_that_is_refused_for_good_parks_its_order_only_and_can_be_retried()
    {
        await using var archive = await Archive.OpenAsync();
        await using var desk = await archive.OpenDeskAsync();
        await archive.OrderAsync("bad", Placed("c1", Day1, Line("x", 1, 10)));
        await desk.LevelAsync();
        archive.Cluster.OnItem = id => id == "bad" ? 400 : 0;
        var failing = await archive.OrderAsync("bad", Paid(10, Day1));
        await archive.OrderAsync("bad", Shipped(Day1));
        await archive.OrderAsync("good", Placed("c1", Day1, Line("x", 1, 10)), Paid(10, Day1));
        await desk.LevelAsync();

        var parked = Assert.Single(desk.View.Parking.Streams.Values);
        Assert.Equal(("order-bad", failing), (parked.Stream.ToString(), parked.Position));
        Assert.Contains("planted_exception", parked.Error, StringComparison.Ordinal);
        var answer = await desk.Orders.FindAsync(new CustomerId("c1"), new(1, 10, null, null), archive.Newest, Archive.Token);
        Assert.Equal((true, 2L), (answer.Stale, answer.Value.Total));
        var finding = Assert.Single(await desk.Host.VerifyAsync(5, Archive.Token));
        Assert.Equal((true, 1), (finding.IsEqual, finding.Parked)); // what is parked is told, and is no damage

        Assert.True(await desk.Host.RetryAsync(desk.View.Name, failing, Archive.Token));
        Assert.Single(desk.View.Parking.Streams);
        archive.Cluster.OnItem = _ => 0;
        Assert.True(await desk.Host.RetryAsync(desk.View.Name, failing, Archive.Token));
        Assert.Empty(desk.View.Parking.Streams);
        await archive.AgreesAsync(desk.Orders);
        await desk.VerifiesAsync();
    }

    [Fact]
    public async Task What_a_page_left_without_its_stand_is_put_back_before_it_is_applied_again()
    {
        await using var archive = await Archive.OpenAsync();
        await using (var desk = await Desk.OpenAsync(archive, archive.Options with { CommitPatience = TimeSpan.Zero }, null))
        {
            await archive.OrderAsync("old", Placed("c1", Day1, Line("x", 1, 10)));
            await desk.LevelAsync();
            var cut = new TaskCompletionSource();
            archive.Cluster.OnRequest = (method, path) => Cut(method, path, cut);
            await archive.OrderAsync("old", Paid(10, Day1), Shipped(Day1));
            await archive.OrderAsync("new", Placed("c1", Day1, Line("x", 1, 10)));
            await cut.Task.WaitAsync(TimeSpan.FromSeconds(60), Archive.Token);
        }

        archive.Cluster.OnRequest = (_, _) => Fault.None;
        await using var next = await Desk.OpenAsync(archive, archive.Options with { EventsPerCommit = 1 }, null);
        await archive.AgreesAsync(next.Orders);
        await next.VerifiesAsync();
    }

    [Fact]
    public async Task What_is_not_refreshed_yet_is_not_claimed_to_be_there()
    {
        await using var archive = await Archive.OpenAsync();
        await using var desk = await Desk.OpenAsync(archive, archive.Options with { CommitPatience = TimeSpan.Zero }, null);
        var refused = new TaskCompletionSource();
        archive.Cluster.OnRequest = (_, path) =>
        {
            if (!path.EndsWith("_refresh", StringComparison.Ordinal)) return Fault.None;
            refused.TrySetResult();
            return Fault.Busy;
        };
        var placed = await archive.OrderAsync("1", Placed("c1", Day1, Line("x", 1, 10)));
        await refused.Task.WaitAsync(TimeSpan.FromSeconds(60), Archive.Token);

        var answer = await desk.Orders.FindAsync(
            new CustomerId("c1"), new(1, 10, null, null), new Freshness(placed, TimeSpan.Zero), Archive.Token);

        Assert.Equal((true, Position.Start, 0L), (answer.Stale, answer.AsOf, answer.Value.Total));
        archive.Cluster.OnRequest = (_, _) => Fault.None;
        await archive.AgreesAsync(desk.Orders);
    }

    private static Fault Cut(HttpMethod method, string path, TaskCompletionSource cut)
    {
        if (method != HttpMethod.Put || !Uri.UnescapeDataString(path).EndsWith("!stand", StringComparison.Ordinal)) return Fault.None;
        cut.TrySetResult();
        return Fault.NeverSent;
    }
}
