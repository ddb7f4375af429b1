namespace Docket.Journal.Files;

/// <summary>What opening a store found and put right.</summary>
/// <param name="BytesCut">Bytes of an unfinished, never acknowledged write that were cut off; 0 after a clean
/// stop.</param>
/// <param name="Reason">Why they made no whole batch; null where nothing was cut.</param>
/// <param name="IndexesRebuilt">Sealed segments whose index file was missing or damaged and was made again.</param>
public sealed record RecoveryReport(long BytesCut, string? Reason, int IndexesRebuilt)
{
    internal static RecoveryReport Clean { get; } = new(0, null, 0);
}
