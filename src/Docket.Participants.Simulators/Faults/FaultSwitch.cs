namespace Docket.Participants.Simulators.Faults;

/// <summary>The faults of one simulator, as they are switched now, and the dice.</summary>
/// <param name="chance">0 up to 1; called from any thread.</param>
public sealed class FaultSwitch(Func<double> chance)
{
    private readonly Lock _gate = new();
    private FaultSettings _settings = FaultSettings.None;

    /// <summary>How it fails now.</summary>
    public FaultSettings Settings
    {
        get
        {
            lock (_gate) return _settings;
        }

        set
        {
            lock (_gate) _settings = value;
        }
    }

    /// <summary>What goes wrong with the next call.</summary>
    internal FaultRoll Roll(bool undoes)
    {
        var faults = Take();
        return new FaultRoll
        {
            Delay = TimeSpan.FromMilliseconds(faults.DelayMs),
            CutsBefore = Happens(faults.CutBefore),
            Error = Happens(faults.Error) ? (faults.ErrorStatus, faults.RetryAfter) : null,
            Refuses = Happens(undoes ? faults.RefuseUndoing : faults.Refuse),
            Doubles = Happens(faults.Duplicate),
            CutsAfter = Happens(faults.CutAfter),
        };
    }

    private FaultSettings Take()
    {
        lock (_gate)
        {
            var faults = _settings;
            if (faults.Times is { } left) _settings = left > 1 ? faults with { Times = left - 1 } : FaultSettings.None;
            return faults;
        }
    }

    private bool Happens(double share) => share > 0 && chance() < share;
}

/// <summary>What goes wrong with one call.</summary>
internal sealed record FaultRoll
{
    public TimeSpan Delay { get; init; }

    public bool CutsBefore { get; init; }

    public (int Status, int? RetryAfter)? Error { get; init; }

    public bool Refuses { get; init; }

    public bool Doubles { get; init; }

    public bool CutsAfter { get; init; }
}
