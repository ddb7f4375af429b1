using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Docket.Host.Tests.Running;

/// <summary>The real program in a process of its own.</summary>
internal sealed partial class DocketProcess : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const nint Default = 0;
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private DocketProcess(Process process)
    {
        _process = process;
        Errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Standard error, once it has ended.</summary>
    public Task<string> Errors { get; }

    /// <summary>The next line of standard output, or null where it has ended.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    public static DocketProcess Start(params string[] arguments) => StartIn(null, [], arguments);

    public static DocketProcess StartIn(string? directory, (string Name, string Value)[] environment,
        string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "docket"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var name in start.Environment.Keys.Where(name =>
            name.StartsWith("DOCKET_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        HearInterrupts();
        return new DocketProcess(Process.Start(start)!);
    }

    /// <summary>Runs a verb to its end.</summary>
    public static Task<Ended> RunAsync(params string[] arguments) => RunInAsync(null, [], arguments);

    /// <summary>Runs a verb to its end, in a directory and with variables of its own.</summary>
    public static async Task<Ended> RunInAsync(
        string? directory, (string Name, string Value)[] environment, params string[] arguments)
    {
        using var process = StartIn(directory, environment, arguments);
        var output = await process._process.StandardOutput.ReadToEndAsync();
        return new Ended(await process.WaitAsync(), output, await process.Errors);
    }

    public void Kill() => _process.Kill();

    public Task<int> StopAsync() => SignalAsync(Terminate);

    public Task<int> InterruptAsync() => SignalAsync(Interrupt);

    public async Task<int> WaitAsync()
    {
        using var enough = new CancellationTokenSource(LongEnough);
        await _process.WaitForExitAsync(enough.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private Task<int> SignalAsync(int signal)
    {
        _ = Signal(_process.Id, signal);
        return WaitAsync();
    }

    /// <summary>
    /// What a shell starts in the background ignores Ctrl-C, and so would all that it starts. Ours are to hear it.
    /// </summary>
    private static void HearInterrupts()
    {
        const string ignored = "SigIgn:";
        const string status = "/proc/self/status";
        if (!File.Exists(status)) return;
        var mask = File.ReadLines(status).First(line => line.StartsWith(ignored, StringComparison.Ordinal))[ignored.Length..];
        if ((Convert.ToUInt64(mask.Trim(), 16) & (1UL << (Interrupt - 1))) != 0) _ = Handle(Interrupt, Default);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}

/// <summary>How a verb ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors)
{
    public System.Text.Json.JsonElement Json => System.Text.Json.JsonElement.Parse(Output);
}
