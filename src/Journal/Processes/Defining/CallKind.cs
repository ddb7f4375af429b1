using System.Text.Json.Serialization;

namespace Docket.Journal.Processes.Defining;

/// <summary>What a participant is asked for.</summary>
public enum CallKind
{
    /// <summary>To do the step.</summary>
    [JsonStringEnumMemberName("action")]
    Action,

    /// <summary>To undo it.</summary>
    [JsonStringEnumMemberName("compensation")]
    Compensation,
}
