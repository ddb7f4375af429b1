using System.Text.Json.Serialization;
using Docket.Journal.Serialization;

namespace Docket.Journal.Projections.Tests.Given;

/// <summary>So much more on a stream's tally.</summary>
public sealed record Added(int Amount);

/// <summary>An event that the projection cannot apply until its code is mended.</summary>
public sealed record Odd(int Amount);

/// <summary>An event that no view here looks at.</summary>
public sealed record Noise;

[JsonSerializable(typeof(Added))]
[JsonSerializable(typeof(Odd))]
[JsonSerializable(typeof(Noise))]
internal sealed partial class TallyJson : JsonSerializerContext
{
    public static EventCodec Codec() => new EventCodecBuilder()
        .Add("added", 1, Default.Added)
        .Add("odd", 1, Default.Odd)
        .Add("noise", 1, Default.Noise)
        .Build();
}
