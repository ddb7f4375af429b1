namespace Docket.Architecture.Tests.Packaging;

/// <summary>A project that is not ours, knows nothing of this repository and names one package only.</summary>
[Collection<PackedOnce>]
public sealed class StrangerTests(PackedSolution packed) : IDisposable
{
    private const string Program = """
        using Docket.Journal.Store;
        using Docket.Kernel;

        ValueList<Position> some = [new Position(1), new Position(2)], same = [new Position(1), new Position(2)];
        Console.WriteLine(some == same ? "equal" : "different");
        """;

    /// <summary>Where this repository's own build has put what our packages depend on: nothing is downloaded twice.</summary>
    private static readonly string PackagesKept = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly string _folder = Directory.CreateTempSubdirectory("docket-stranger-").FullName;

    [Fact]
    public async Task A_stranger_restores_the_embedded_journal_and_runs()
    {
        var version = packed.Packages.Single(package => package.Id == "Docket.Journal.Files").Said("version");
        await WriteAsync("Program.cs", Program);
        await WriteAsync("Stranger.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{packed.Folder}</RestoreAdditionalProjectSources>
                <!-- A folder of its own, so that no package of an earlier run is taken for this one's. -->
                <RestorePackagesPath>{_folder}/packages</RestorePackagesPath>
                <RestoreFallbackFolders>{PackagesKept}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Docket.Journal.Files" Version="[{version}]" />
              </ItemGroup>
            </Project>
            """);

        var output = await DotnetCommand.RunAsync(_folder, ["run"], TestContext.Current.CancellationToken);

        Assert.Equal("equal", output.Trim());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task WriteAsync(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(_folder, name), text, TestContext.Current.CancellationToken);
}
