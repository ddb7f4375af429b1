using System.Runtime.InteropServices;
using Docket.Host.Output;

namespace Docket.Host;

/// <summary>Ctrl-C and SIGTERM as a token. It listens before the verb begins: the command line's own handler begins only
/// where a verb first waits, and until then a signal would end the process with its files half cleaned up.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeSpan _endingTime;
    private readonly PosixSignalRegistration[] _registrations;
    private ITimer? _patience;

    /// <param name="endingTime">How long the verb may take to end before it is ended.</param>
    public StopSignals(TimeSpan endingTime)
    {
        _endingTime = endingTime;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _patience?.Dispose();
        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _patience ??= TimeProvider.System.CreateTimer(
            _ => Environment.Exit(ExitCode.Stopped), null, _endingTime, Timeout.InfiniteTimeSpan);
        _ = _stopping.CancelAsync();
    }
}
