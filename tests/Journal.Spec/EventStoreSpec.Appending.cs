using Docket.Journal.Store;
using Docket.Kernel;
using Xunit;

namespace Docket.Journal.Spec;

public abstract partial class EventStoreSpec
{
    [Fact]
    public async Task Versions_and_positions_are_dense_from_one()
    {
        var (a, b) = (Notes.Stream("a"), Notes.Stream("b"));
        var first = await AppendAsync(a, "a1");
        await AppendAsync(b, "b1", "b2");
        var last = await AppendAsync(a, "a2");

        Assert.Equal(new AppendResult.Appended(new StreamVersion(1), new Position(1)), first);
        Assert.Equal(new AppendResult.Appended(new StreamVersion(2), new Position(4)), last);
        Assert.Equal(new Position(4), Store.Head);
        Assert.Equal(["a1", "b1", "b2", "a2"], (await AllAsync()).Select(Notes.TextOf));
        AssertDense(await AllAsync());
    }

    [Fact]
    public async Task An_event_comes_back_as_it_was_given()
    {
        var metadata = new EventMetadata
        {
            EventId = Guid.CreateVersion7(Notes.Noon),
            OccurredAt = Notes.Noon,
            CorrelationId = "c",
            CausationId = "d",
            Actor = "äöü",
            TraceParent = "00-1",
            SagaId = "8471.1",
        };
        await Store.AppendAsync(
            new AppendRequest(
                Notes.Stream("A.b_c-d:e"), ExpectedVersion.Any, [new NewEvent(new Noted("Grüße ✓", 7), metadata)]),
            Cancel);

        foreach (var recorded in (await StreamAsync(Notes.Stream("A.b_c-d:e"))).Concat(await AllAsync()))
        {
            Assert.Equal(new Noted("Grüße ✓", 7), recorded.Payload);
            Assert.Equal(metadata, recorded.Metadata);
            Assert.Equal(Notes.NotedType, recorded.Type);
            Assert.Equal(Notes.Stream("A.b_c-d:e"), recorded.Stream);
            Assert.Equal(TimeSpan.Zero, recorded.RecordedAt.Offset);
            Assert.NotEqual(default, recorded.RecordedAt);
        }
    }

    [Fact]
    public async Task An_append_to_a_stream_that_exists_is_no_new_stream()
    {
        await AppendAsync(Notes.Stream("s"), "1");
        Assert.Equal(
            new AppendResult.Conflict(new StreamVersion(1)),
            await TryAppendAsync(Notes.Stream("s"), ExpectedVersion.NoStream, Notes.All("2")));
        Assert.IsType<AppendResult.Appended>(
            await TryAppendAsync(Notes.Stream("t"), ExpectedVersion.NoStream, Notes.All("1")));
    }

    [Fact]
    public async Task An_exact_version_has_to_be_exact()
    {
        var stream = Notes.Stream("s");
        await AppendAsync(stream, "1", "2");
        foreach (var wrong in new long[] { 0, 1, 3 })
        {
            var expected = ExpectedVersion.Exactly(new StreamVersion(wrong));
            Assert.Equal(new AppendResult.Conflict(new StreamVersion(2)),
                await TryAppendAsync(stream, expected, Notes.All("no")));
        }

        var right = await TryAppendAsync(stream, ExpectedVersion.Exactly(new StreamVersion(2)), Notes.All("3"));
        Assert.Equal(new AppendResult.Appended(new StreamVersion(3), new Position(3)), right);
        Assert.Equal(["1", "2", "3"], (await StreamAsync(stream)).Select(Notes.TextOf));
    }

    [Fact]
    public async Task The_throwing_append_says_what_was_expected_and_found()
    {
        await AppendAsync(Notes.Stream("s"), "1");
        var request = new AppendRequest(Notes.Stream("s"), ExpectedVersion.NoStream, Notes.All("2"));
        var conflict =
            await Assert.ThrowsAsync<ConcurrencyException>(async () => await Store.AppendAsync(request, Cancel));
        Assert.Equal(
            (Notes.Stream("s"), ExpectedVersion.NoStream, new StreamVersion(1)),
            (conflict.Stream, conflict.Expected, conflict.Actual));
    }

    [Fact]
    public async Task Several_events_are_appended_together_or_not_at_all()
    {
        var stream = Notes.Stream("s");
        await AppendAsync(stream, "1");
        await TryAppendAsync(stream, ExpectedVersion.NoStream, Notes.All("x", "y", "z"));
        await AppendAsync(stream, "2", "3", "4");
        Assert.Equal(["1", "2", "3", "4"], (await StreamAsync(stream)).Select(Notes.TextOf));
        Assert.Equal(new Position(4), Store.Head);
    }

    [Fact]
    public async Task Of_many_writers_with_the_same_expectation_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var expected = ExpectedVersion.Exactly(new StreamVersion(round));
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer =>
                Task.Run(() => TryAppendAsync(Notes.Stream("s"), expected, Notes.All($"{round}/{writer}")), Cancel)));
            Assert.Single(results.OfType<AppendResult.Appended>());
            Assert.Equal(
                15, results.OfType<AppendResult.Conflict>().Count(conflict => conflict.Actual.Value == round + 1));
        }

        AssertDense(await AllAsync());
        Assert.Equal(20, (await AllAsync()).Count);
    }

    [Fact]
    public async Task Everything_is_still_there_after_reopening()
    {
        for (var i = 0; i < 50; i++) await AppendAsync(Notes.Stream($"s{i % 7}"), $"{i}");
        var before = await AllAsync();
        await ReopenAsync();
        var after = await AllAsync();
        Assert.Equal(before.Select(Fields), after.Select(Fields));
        Assert.Equal(new AppendResult.Appended(new StreamVersion(9), new Position(51)),
            await AppendAsync(Notes.Stream("s0"), "50"));

        static object Fields(RecordedEvent recorded) =>
            (recorded.Position, recorded.Stream, recorded.Version, recorded.Type, recorded.RecordedAt,
                recorded.Payload, recorded.Metadata);
    }

    [Fact]
    public async Task Large_events_come_back_whole()
    {
        foreach (var length in new[] { 0, 1, 900, 1_100, 70_000, 300_000 })
            await AppendAsync(Notes.Stream("s"), new string('x', length), "after");
        await ReopenAsync();
        var lengths = new[] { 0, 5, 1, 5, 900, 5, 1_100, 5, 70_000, 5, 300_000, 5 };
        Assert.Equal(lengths, (await StreamAsync(Notes.Stream("s"))).Select(recorded => Notes.TextOf(recorded).Length));
        Assert.Equal(lengths, (await AllAsync()).Select(recorded => Notes.TextOf(recorded).Length));
    }
}
