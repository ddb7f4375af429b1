using Docket.Journal.Store;
using Xunit;

namespace Docket.Journal.Spec;

public abstract partial class EventStoreSpec
{
    [Fact]
    public async Task A_repeated_key_takes_effect_once_and_gets_the_first_answer()
    {
        var stream = Notes.Stream("s");
        await AppendAsync(Notes.Stream("other"), "0");
        var first = await TryAppendAsync(stream, ExpectedVersion.NoStream, Notes.All("1", "2"), Notes.Key("k"));
        await AppendAsync(stream, "3");

        // The first answer comes before the version is looked at: the repeat still believes there is no stream.
        var repeat = await TryAppendAsync(stream, ExpectedVersion.NoStream, Notes.All("1", "2"), Notes.Key("k"));
        Assert.Equal(new AppendResult.Appended(new StreamVersion(2), new Position(3)), first);
        var entry = new LedgerEntry(Notes.Key("k"), stream, new StreamVersion(2), new Position(3));
        Assert.Equal(new AppendResult.Repeated(entry), repeat);
        Assert.Equal(entry, await Store.FindCommandAsync("k", Cancel));
        Assert.Equal(["1", "2", "3"], (await StreamAsync(stream)).Select(Notes.TextOf));
    }

    [Fact]
    public async Task A_key_used_for_something_else_shows_the_first_fingerprint()
    {
        await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.Any, Notes.All("1"), Notes.Key("k", 7));
        var other = await TryAppendAsync(Notes.Stream("t"), ExpectedVersion.Any, Notes.All("1"), Notes.Key("k", 8));
        Assert.Equal(new UInt128(0, 7), Assert.IsType<AppendResult.Repeated>(other).First.Command.Fingerprint);
        Assert.Empty(await StreamAsync(Notes.Stream("t")));
    }

    [Fact]
    public async Task A_key_is_known_for_ever()
    {
        var key = new CommandKey("ключ ✓ " + new string('k', 100), UInt128.MaxValue - 5);
        await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.Any, Notes.All("1"), key);
        for (var i = 0; i < 200; i++)
            await TryAppendAsync(Notes.Stream($"{i}"), ExpectedVersion.Any, Notes.All("x"), Notes.Key($"{i}"));
        await ReopenAsync();

        var entry = new LedgerEntry(key, Notes.Stream("s"), new StreamVersion(1), new Position(1));
        Assert.Equal(entry, await Store.FindCommandAsync(key.Key, Cancel));
        Assert.Equal(new AppendResult.Repeated(entry),
            await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.Any, Notes.All("1"), key));
        Assert.Equal(new Position(151), (await Store.FindCommandAsync("149", Cancel))!.Position);
        Assert.Null(await Store.FindCommandAsync("unused", Cancel));
    }

    [Fact]
    public async Task Of_racing_appends_with_one_key_one_takes_effect()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(
            () => TryAppendAsync(
                Notes.Stream($"s{writer % 2}"), ExpectedVersion.Any, Notes.All("once"), Notes.Key("k")), Cancel)));
        var winner = Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(
            63, results.OfType<AppendResult.Repeated>().Count(repeat => repeat.First.Position == winner.Position));
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task A_conflict_uses_no_key()
    {
        await AppendAsync(Notes.Stream("s"), "1");
        await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.NoStream, Notes.All("2"), Notes.Key("k"));
        Assert.Null(await Store.FindCommandAsync("k", Cancel));
        Assert.IsType<AppendResult.Appended>(
            await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.Any, Notes.All("2"), Notes.Key("k")));
    }

    [Fact]
    public async Task A_command_that_changes_nothing_is_remembered_too()
    {
        await AppendAsync(Notes.Stream("s"), "1");
        var first = await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.Any, [], Notes.Key("nothing"));
        var fresh = await TryAppendAsync(Notes.Stream("none"), ExpectedVersion.NoStream, [], Notes.Key("nowhere"));
        Assert.Equal(new AppendResult.Appended(new StreamVersion(1), new Position(1)), first);
        Assert.Equal(new AppendResult.Appended(StreamVersion.None, Position.Start), fresh);
        await ReopenAsync();
        Assert.IsType<AppendResult.Repeated>(
            await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.Any, Notes.All("2"), Notes.Key("nothing")));
        Assert.Equal(new Position(1), Store.Head);
        Assert.IsType<AppendResult.Appended>(
            await TryAppendAsync(Notes.Stream("none"), ExpectedVersion.NoStream, Notes.All("1")));
    }

    [Fact]
    public async Task The_throwing_append_answers_a_repeat_and_refuses_another_command()
    {
        var request = new AppendRequest(Notes.Stream("s"), ExpectedVersion.Any, Notes.All("1"), Notes.Key("k"));
        var first = await Store.AppendAsync(request, Cancel);
        Assert.Equal(first, await Store.AppendAsync(request, Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Store.AppendAsync(request with { Key = Notes.Key("k", 2) }, Cancel));
    }
}
