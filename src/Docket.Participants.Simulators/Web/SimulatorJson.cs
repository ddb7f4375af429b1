using System.Text.Json.Serialization;
using Docket.Participants.Http;
using Docket.Participants.Simulators.Calls;
using Docket.Participants.Simulators.Faults;

namespace Docket.Participants.Simulators.Web;

/// <summary>Source-generated JSON of the simulators.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CallDocument))]
[JsonSerializable(typeof(CallRecord))]
[JsonSerializable(typeof(AnswerDocument))]
[JsonSerializable(typeof(EffectsReply))]
[JsonSerializable(typeof(FaultSettings))]
[JsonSerializable(typeof(ProblemReply))]
internal sealed partial class SimulatorJson : JsonSerializerContext;

/// <summary>What was done, oldest first.</summary>
internal sealed record EffectsReply(IReadOnlyList<CallRecord> Effects);

/// <summary>A problem document (RFC 9457).</summary>
internal sealed record ProblemReply(string Type, string Title, int Status, string? Detail)
{
    public IReadOnlyDictionary<string, string>? Errors { get; init; }
}
