using Docket.Architecture.Tests.Projects;

namespace Docket.Architecture.Tests.Packaging;

[Collection<PackedOnce>]
public sealed class PackageTests(PackedSolution packed)
{
    [Fact]
    public void The_engine_packs_as_packages_of_their_own() =>
        Assert.Empty(new[]
            {
                "Docket.Kernel", "Docket.Journal", "Docket.Journal.Files", "Docket.Journal.Postgres",
                "Docket.Journal.Inbox", "Docket.Journal.Kafka",
            }.Except(packed.Packages.Select(package => package.Id)));

    [Fact]
    public void A_package_holds_its_library_its_documentation_and_its_page() =>
        Findings.AssertNone("Missing in a package:",
            from package in packed.Packages
            from file in new[] { $"lib/net10.0/{package.Id}.dll", $"lib/net10.0/{package.Id}.xml", "README.md" }
            where !package.Files.Contains(file)
            select $"{package.Id}: {file}");

    [Fact]
    public void A_package_says_what_it_is_and_under_which_licence() =>
        Findings.AssertNone("Not said in a package's manifest:",
            from package in packed.Packages
            from name in new[] { "description", "readme", "license", "authors", "tags", "version" }
            where package.Said(name) is not { Length: > 0 } said || said == "Package Description"
            select $"{package.Id}: {name}");

    [Fact]
    public void A_packages_page_starts_with_its_name() =>
        Findings.AssertNone("Pages that start otherwise:",
            from package in packed.Packages
            where !package.Texts["README.md"].StartsWith($"# {package.Id}\n", StringComparison.Ordinal)
            select package.Id);

    /// <remarks>A packed project that needs one that is not packed could not be restored by anybody.</remarks>
    [Fact]
    public void A_package_depends_on_our_packages_by_their_names() =>
        Findings.AssertNone("Dependencies that are not packed:",
            from package in packed.Packages
            from dependency in package.DependencyIds
            where ProjectFile.All().Any(project => project.IsSource && project.Name == dependency)
                || (dependency.StartsWith("Docket.", StringComparison.Ordinal) && packed.Packages.All(other => other.Id != dependency))
            select $"{package.Id} → {dependency}");
}
