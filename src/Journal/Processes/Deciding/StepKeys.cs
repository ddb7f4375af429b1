using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Deciding;

/// <summary>
/// The idempotency keys that participants are given: the same for every try, and for no other effect.
/// </summary>
public static class StepKeys
{
    /// <summary>The longest id of an instance, in characters, so that every key has at most 128.</summary>
    public const int IdLengthMax = 80;

    /// <summary>The key of an action or a compensation.</summary>
    public static string Of(string id, string step, CallKind kind) =>
        kind == CallKind.Action ? $"{id}/{step}" : $"{id}/{step}/undo";
}
