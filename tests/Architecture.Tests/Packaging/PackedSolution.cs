using System.Diagnostics;
using System.Reflection;
using Docket.Architecture.Tests.Projects;

namespace Docket.Architecture.Tests.Packaging;

/// <summary>Packs every packed project once, as built, into a folder of its own.</summary>
public sealed class PackedSolution : IAsyncLifetime
{
    private static readonly string Configuration =
        typeof(PackedSolution).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly string _folder = Directory.CreateTempSubdirectory("docket-packed-").FullName;

    internal IReadOnlyList<Package> Packages { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var project in ProjectFile.All().Where(project => project.IsPacked)) await PackAsync(project.Path);
        Packages = [.. Directory.EnumerateFiles(_folder, "*.nupkg").Order(StringComparer.Ordinal).Select(Package.Read)];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task PackAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "pack", project, "-c", Configuration, "--no-build", "--nologo", "-o", _folder },
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var packing = Process.Start(start)!;
        var errors = packing.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await packing.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await packing.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(packing.ExitCode == 0, $"dotnet pack {project} failed:\n{output}{await errors}");
    }
}
