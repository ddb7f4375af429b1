using System.Diagnostics;
using System.Globalization;

namespace Docket.Journal.Postgres.Tests.Servers;

/// <summary>The PostgreSQL programs of this machine. They refuse root, so root runs them as the user <c>postgres</c>.</summary>
internal static class PostgresInstallation
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>Where the programs are; null where PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = Find();

    /// <summary>Skips the test where there is no PostgreSQL, unless this is CI, where nothing may be missing.</summary>
    public static void Require()
    {
        if (Programs is not null) return;
        const string Missing = "PostgreSQL is not installed here: eng/install-engines installs it (Debian, as root).";
        if (Environment.GetEnvironmentVariable("DOCKET_CI") is { Length: > 0 }) Assert.Fail(Missing);
        Assert.Skip(Missing);
    }

    /// <summary>Runs one of the programs to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static async Task RunAsync(string directory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.IsPrivilegedProcess ? "runuser" : Path.Combine(Programs!, program))
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Environment.IsPrivilegedProcess)
        {
            foreach (var argument in (string[])["-u", "postgres", "--", Path.Combine(Programs!, program)]) start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;

        // Only until the program itself ends: a server it leaves behind would hold these pipes open.
        var said = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = new TaskCompletionSource();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ended.TrySetResult();
        if (process.HasExited) ended.TrySetResult();
        await ended.Task;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {string.Join('\n', said)}");
    }

    private static string? Find()
    {
        var newest = !Directory.Exists(Debian) ? null : Directory.EnumerateDirectories(Debian)
            .Where(version => File.Exists(Path.Combine(version, "bin", "initdb")))
            .MaxBy(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture));
        return newest is not null
            ? Path.Combine(newest, "bin")
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .FirstOrDefault(directory => File.Exists(Path.Combine(directory, "initdb")));
    }
}
