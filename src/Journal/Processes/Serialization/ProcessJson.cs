using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Participants;

namespace Docket.Journal.Processes.Serialization;

/// <summary>Source-generated JSON of what is stored of a process: its events, and its state in snapshots.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ProcessStarted))]
[JsonSerializable(typeof(ChoreographyStarted))]
[JsonSerializable(typeof(PartStarted))]
[JsonSerializable(typeof(StepTold))]
[JsonSerializable(typeof(StepOutput))]
[JsonSerializable(typeof(StepTried))]
[JsonSerializable(typeof(StepSucceeded))]
[JsonSerializable(typeof(StepRefused))]
[JsonSerializable(typeof(StepFailedForNow))]
[JsonSerializable(typeof(StepOutcomeUnknown))]
[JsonSerializable(typeof(StepSkipped))]
[JsonSerializable(typeof(CompensationBegun))]
[JsonSerializable(typeof(TimerSet))]
[JsonSerializable(typeof(TimerFired))]
[JsonSerializable(typeof(StoppedForPerson))]
[JsonSerializable(typeof(PersonDecided))]
[JsonSerializable(typeof(ProcessEnded))]
[JsonSerializable(typeof(ProcessState))]
[JsonSerializable(typeof(StepProgress))]
[JsonSerializable(typeof(PendingTimer))]
internal sealed partial class ProcessJson : JsonSerializerContext
{
    /// <summary>
    /// Texts are stored as they are written, not as \u escapes: smaller, and readable in the journal.
    /// </summary>
    public static ProcessJson Create() =>
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
