using Docket.Journal.Projections;
using Docket.Journal.Redis.Tests.Given;

namespace Docket.Journal.Redis.Tests;

/// <summary>Views under a user who may no more than docs/operations/redis.md asks for.</summary>
public sealed class BoundedUserTests
{
    private static readonly string[] Rights =
        ["+@read", "+@write", "+@scripting", "+@connection", "+publish", "+subscribe", "+restore", "+info", "+time"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Can_keep_a_view_look_at_it_and_make_it_anew()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        await server.ExecuteAsync(
            "ACL", ["SETUSER", "views", "on", ">secret", "~docket*", "&docket*", .. Rights]);
        await using var process = await TallyProcess.StartAsync(
            TallyProcess.Options(server, "docket") with { Server = $"{server.Address},user=views,password=secret" });
        for (var i = 0; i < 60; i++) await process.House.AppendAsync($"s{i % 7}", new Added(i));
        await process.IsRightAsync();

        process.House.Host.StartRebuild("tally");
        await process.House.Host.WaitForRebuildAsync("tally", Token);

        Assert.Equal(RebuildStage.Swapped, process.House.Host.RebuildOf("tally")!.Stage);
        await process.IsRightAsync();
    }

    [Fact]
    public async Task Is_told_what_is_wrong_with_a_password()
    {
        RedisInstallation.Require();
        await using var server = await OwnRedis.StartNewAsync();
        await server.ExecuteAsync("ACL", "SETUSER", "views", "on", ">secret", "~docket*", "&docket*", "+@all");
        await server.ExecuteAsync("ACL", "SETUSER", "default", "off");
        var options = TallyProcess.Options(server, "docket") with
        {
            Server = $"{server.Address},user=views,password=wrong",
            AnswerTime = TimeSpan.FromSeconds(1),
        };

        await using var storage = TallyProcess.NewStorage(options);
        var refusal = await Assert.ThrowsAsync<ViewStorageException>(
            async () => await storage.TryOwnAsync("tally", Token));

        Assert.Contains("NOAUTH", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("password", refusal.Message, StringComparison.Ordinal);
    }
}
