using System.Text.Json.Serialization;

namespace Docket.Journal.Processes.Deciding;

/// <summary>What a person may decide on an instance that waits for one.</summary>
public enum PersonsChoice
{
    /// <summary>Ask again, with the same key and as often as at first.</summary>
    [JsonStringEnumMemberName("resume")]
    Resume,

    /// <summary>Go on without this step: somebody saw to it by hand.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,

    /// <summary>Undo what was done, this step too if it is in doubt.</summary>
    [JsonStringEnumMemberName("compensate")]
    Compensate,
}
