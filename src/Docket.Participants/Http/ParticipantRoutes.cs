using Docket.Journal.Processes.Defining;

namespace Docket.Participants.Http;

/// <summary>Where under a participant's address a step is done and undone, and what it is told.</summary>
/// <param name="Do">Posted to, to do it.</param>
/// <param name="Undo">Posted to, to undo it.</param>
/// <param name="TellsMoney">Whether it is told the amount.</param>
/// <param name="TellsGoods">Whether it is told the lines.</param>
public sealed record ParticipantRoutes(string Do, string Undo, bool TellsMoney, bool TellsGoods)
{
    /// <summary>Asked how a call ended, by its key: <c>calls?key=…</c>.</summary>
    public const string Calls = "calls";

    /// <summary>Charges and refunds.</summary>
    public static ParticipantRoutes Payments { get; } = new("charges", "refunds", TellsMoney: true, TellsGoods: false);

    /// <summary>Shipments, and their cancelling.</summary>
    public static ParticipantRoutes Shipping { get; } =
        new("shipments", "cancellations", TellsMoney: false, TellsGoods: true);

    internal string For(CallKind kind) => kind == CallKind.Action ? Do : Undo;
}
