using System.Reflection;
using Docket.Architecture.Tests.Projects;

namespace Docket.Architecture.Tests.Packaging;

/// <summary>Packs every packed project once, as built, into a folder of its own.</summary>
public sealed class PackedSolution : IAsyncLifetime
{
    private static readonly string Configuration =
        typeof(PackedSolution).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("docket-packed-").FullName;

    internal IReadOnlyList<Package> Packages { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var project in ProjectFile.All().Where(project => project.IsPacked))
        {
            await DotnetCommand.RunAsync(
                Repository.Root,
                ["pack", project.Path, "-c", Configuration, "--no-build", "--nologo", "-o", Folder],
                TestContext.Current.CancellationToken);
        }

        Packages = [.. Directory.EnumerateFiles(Folder, "*.nupkg").Order(StringComparer.Ordinal).Select(Package.Read)];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The tests that share one packing.</summary>
[CollectionDefinition]
public sealed class PackedOnce : ICollectionFixture<PackedSolution>;
