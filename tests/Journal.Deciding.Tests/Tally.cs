using System.Text.Json.Serialization;
using Docket.Journal.Deciding;
using Docket.Journal.Serialization;
using Docket.Kernel;

namespace Docket.Journal.Deciding.Tests;

/// <summary>The smallest aggregate that has rules: a tally that is added to until it is closed.</summary>
internal static class Tally
{
    public const string Category = "tally";

    public static Aggregate<TallyState, TallyCommand, TallyEvent, TallyRejection> Aggregate(int snapshotEvery = 100, int schema = 1) =>
        new()
        {
            Category = Category,
            Decider = new(new TallyState(0, false), Evolve, Decide),
            OccurredAt = e => e.At,
            Snapshots = new SnapshotForm<TallyState>(schema, TallyJson.Default.TallyState, snapshotEvery),
        };

    public static EventCodec Codec { get; } = new EventCodecBuilder()
        .Add("tally.added", 1, TallyJson.Default.Added)
        .Add("tally.closed", 1, TallyJson.Default.Closed)
        .Build();

    public static TallyState Evolve(TallyState state, TallyEvent recorded) => recorded switch
    {
        Added e => state with { Sum = state.Sum + e.Amount },
        Closed => state with { Closed = true },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Decision<TallyEvent, TallyRejection> Decide(TallyState state, TallyCommand command) => command switch
    {
        _ when state.Closed && command is not Close => TallyRejection.IsClosed,
        Add { Amount: 0 } => Decision<TallyEvent, TallyRejection>.NothingNew,
        Add c => new Added(c.Amount, c.At),
        AddTwice c => Decision<TallyEvent, TallyRejection>.Accept([new Added(c.Amount, c.At), new Added(c.Amount, c.At)]),
        Close c => new Closed(c.At),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

internal sealed record TallyState(long Sum, bool Closed);

internal abstract record TallyCommand(DateTimeOffset At);

internal sealed record Add(long Amount, DateTimeOffset At) : TallyCommand(At);

internal sealed record AddTwice(long Amount, DateTimeOffset At) : TallyCommand(At);

internal sealed record Close(DateTimeOffset At) : TallyCommand(At);

internal abstract record TallyEvent(DateTimeOffset At);

internal sealed record Added(long Amount, DateTimeOffset At) : TallyEvent(At);

internal sealed record Closed(DateTimeOffset At) : TallyEvent(At);

internal sealed record TallyRejection(string Rule)
{
    public static TallyRejection IsClosed { get; } = new("tally-closed");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Added))]
[JsonSerializable(typeof(Closed))]
[JsonSerializable(typeof(TallyState))]
internal sealed partial class TallyJson : JsonSerializerContext;
