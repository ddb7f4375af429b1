using Docket.Journal.Redis.Tests.Given;

namespace Docket.Journal.Redis.Tests;

/// <summary>Comparing what is kept with the journal, also while its owner writes.</summary>
public sealed class CheckTests(SharedRedis shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_that_is_written_is_checked_as_of_one_moment()
    {
        await using var process = await TallyProcess.StartAsync(TallyProcess.Options(shared.Server, shared.NewPrefix()));
        for (var i = 0; i < 50; i++) await process.House.AppendAsync($"s{i}", new Added(i));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = WriteAsync(process.House, enough.Token);

        for (var i = 0; i < 20; i++)
            Assert.Null(Assert.Single(await process.House.Host.VerifyAsync(5, Token)).Problem);

        await enough.CancelAsync();
        await writing;
    }

    [Theory]
    [InlineData("sum", "999")]
    [InlineData("row", "x")]
    [InlineData("added", "by hand")]
    public async Task A_field_that_somebody_changed_is_found_and_its_key_named(string field, string value)
    {
        var prefix = shared.NewPrefix();
        await using var process = await TallyProcess.StartAsync(TallyProcess.Options(shared.Server, prefix));
        foreach (var stream in new[] { "a", "b", "c" }) await process.House.AppendAsync(stream, new Added(3));
        await process.IsRightAsync();

        await shared.Server.ExecuteAsync("HSET", $"{prefix}:tally:1:tally:b", field, value);

        var finding = Assert.Single(await process.House.Host.VerifyAsync(5, Token));
        Assert.False(finding.IsEqual);
        Assert.Equal(["b"], finding.Differing);
    }

    [Fact]
    public async Task A_row_that_is_missing_is_found_and_its_key_named()
    {
        var prefix = shared.NewPrefix();
        await using var process = await TallyProcess.StartAsync(TallyProcess.Options(shared.Server, prefix));
        foreach (var stream in new[] { "a", "b", "c" }) await process.House.AppendAsync(stream, new Added(3));
        await process.IsRightAsync();

        await shared.Server.ExecuteAsync("DEL", $"{prefix}:tally:1:tally:b");

        Assert.Equal(["b"], Assert.Single(await process.House.Host.VerifyAsync(5, Token)).Differing);
    }

    private static async Task WriteAsync(TallyHouse house, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            await house.AppendAsync($"s{i % 60}", new Added(i));
            await Task.Yield();
        }
    }
}
