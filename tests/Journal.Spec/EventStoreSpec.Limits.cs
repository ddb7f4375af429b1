using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Docket.Kernel;
using Xunit;

namespace Docket.Journal.Spec;

public abstract partial class EventStoreSpec
{
    [Fact]
    public async Task An_append_out_of_bounds_is_refused_and_changes_nothing()
    {
        var stream = Notes.Stream("s");
        await Refused([], null);
        await Refused(Enumerable.Repeat(Notes.Note("x"), AppendRequest.EventsMax + 1).ToValueList(), null);
        await Refused(Notes.All("x"), Notes.Key(""));
        await Refused(Notes.All("x"), Notes.Key(new string('k', CommandKey.KeyLengthMax + 1)));
        await Refused([Notes.Event("a string is no event")], null);
        Assert.Equal(Position.Start, Store.Head);

        async Task Refused(ValueList<NewEvent> events, CommandKey? key) =>
            await Assert.ThrowsAsync<ArgumentException>(() => TryAppendAsync(stream, ExpectedVersion.Any, events, key));
    }

    [Fact]
    public async Task Messages_are_kept_by_a_store_with_an_outbox_and_refused_by_every_other()
    {
        var append = new AppendRequest(Notes.Stream("s"), ExpectedVersion.NoStream, Notes.All("1", "2"))
        {
            Messages = [Notes.Message(1)],
        };

        if (Store.KeepsOutbox) Assert.IsType<AppendResult.Appended>(await Store.TryAppendAsync(append, Cancel));
        else await Assert.ThrowsAsync<ArgumentException>(async () => await Store.TryAppendAsync(append, Cancel));

        Assert.Equal(Store.KeepsOutbox ? 2 : 0, Store.Head.Value);
    }

    [Fact]
    public async Task Messages_that_tell_of_no_event_of_their_append_are_refused()
    {
        await Refused([Notes.Message(2)]);
        await Refused([Notes.Message(-1)]);
        await Refused([Notes.Message(1), Notes.Message(0)]);
        await Refused([Notes.Message(0), Notes.Message(0)]);
        await Refused([Notes.Message(0) with { Type = "" }]);
        Assert.Equal(Position.Start, Store.Head);

        async Task Refused(ValueList<OutboxMessage> messages) => await Assert.ThrowsAsync<ArgumentException>(
            async () => await Store.TryAppendAsync(
                new AppendRequest(Notes.Stream("s"), ExpectedVersion.Any, Notes.All("1", "2")) { Messages = messages },
                Cancel));
    }

    [Fact]
    public async Task The_largest_append_goes_through_whole()
    {
        var events = Enumerable.Range(1, AppendRequest.EventsMax).Select(i => Notes.Note("x", i)).ToValueList();
        Assert.IsType<AppendResult.Appended>(await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.NoStream, events));
        await ReopenAsync();
        var numbers = (await StreamAsync(Notes.Stream("s"))).Select(recorded => ((Noted)recorded.Payload).Number);
        Assert.Equal(Enumerable.Range(1, AppendRequest.EventsMax), numbers);
    }

    [Fact]
    public async Task A_backwards_page_is_bounded()
    {
        foreach (var count in new[] { 0, -1, 10_001 })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
                async () => await Store.ReadBackwardsAsync(new Position(1), count, Cancel));
        }
    }

    [Fact]
    public async Task After_closing_no_append_is_taken()
    {
        await AppendAsync(Notes.Stream("s"), "1");
        var closed = Store;
        await ReopenAsync();
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await closed.TryAppendAsync(
            new AppendRequest(Notes.Stream("s"), ExpectedVersion.Any, Notes.All("2")), Cancel));
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task Closing_twice_is_closing()
    {
        await AppendAsync(Notes.Stream("s"), "1");
        await Store.DisposeAsync();
        await ReopenAsync();
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task Closing_finishes_what_waits()
    {
        var waiting = Enumerable.Range(0, 500).Select(i => AppendAsync(Notes.Stream($"{i}"), "x")).ToList();
        await ReopenAsync();
        await Task.WhenAll(waiting);
        Assert.Equal(500, (await AllAsync()).Count);
    }
}
