using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Host.Bench;
using Docket.Host.Commands;
using Docket.Host.Commands.Outbox;
using Docket.Host.Composition;

namespace Docket.Host.Output;

/// <summary>What verbs print that is no answer of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeyEntry))]
[JsonSerializable(typeof(KeyEntry[]))]
[JsonSerializable(typeof(CreatedKey))]
[JsonSerializable(typeof(ServingReply))]
[JsonSerializable(typeof(ParticipantsReply))]
[JsonSerializable(typeof(VerifyReply))]
[JsonSerializable(typeof(CopyReply))]
[JsonSerializable(typeof(MigrateReply))]
[JsonSerializable(typeof(StalledReply))]
[JsonSerializable(typeof(SkipReply))]
[JsonSerializable(typeof(DropSlotReply))]
[JsonSerializable(typeof(RebuildStateReply))]
[JsonSerializable(typeof(DoctorReply))]
[JsonSerializable(typeof(DemoReply))]
[JsonSerializable(typeof(BenchReply))]
internal sealed partial class HostJson : JsonSerializerContext
{
    public static HostJson Plain { get; } = new(With(indented: false));

    public static HostJson Indented { get; } = new(With(indented: true));

    private static JsonSerializerOptions With(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
    };
}
