using System.Globalization;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;

namespace Docket.Application.Checkout.Participants;

/// <summary>
/// Keeps the participants' contract with the journal's ledger of keys, which forgets nothing: an effect and its calling
/// off want the same key, so that only one of them can ever be.
/// </summary>
internal static class LedgerKeys
{
    private static readonly UInt128 Done = 1;
    private static readonly UInt128 CalledOff = 2;

    /// <summary>Under which a part of the action takes effect.</summary>
    public static CommandKey OfEffect(StepCall call, int part) => new(Name(call.ActionKey, part), Done);

    /// <summary>The same key, taken so that the action cannot have it any more.</summary>
    public static CommandKey OfCallingOff(StepCall call, int part) => new(Name(call.ActionKey, part), CalledOff);

    /// <summary>Under which a part is undone.</summary>
    public static CommandKey OfUndoing(StepCall call, int part) => new(Name($"{call.ActionKey}/undo", part), Done);

    private static string Name(string key, int part) => string.Create(CultureInfo.InvariantCulture, $"saga/{key}/{part}");
}
