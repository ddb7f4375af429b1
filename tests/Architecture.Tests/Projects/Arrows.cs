namespace Docket.Architecture.Tests.Projects;

/// <summary>
/// Which project may know which. Arrows point inward: Kernel ← Domain ← Application / ReadModels ← Api ← Host, and
/// Kernel ← Journal ← its stores. Every arrow that is not listed is forbidden, so that a new one is a decision.
/// </summary>
internal static class Arrows
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Kernel"] = [],
        ["Journal"] = ["Kernel"],
        ["Journal.*"] = ["Kernel", "Journal"],
        ["Docket.Domain"] = ["Kernel"],
        ["Docket.Application"] = ["Kernel", "Journal", "Docket.Domain"],
        ["Docket.ReadModels"] = ["Kernel", "Journal", "Docket.Domain"],
        // Its tables are filled in the transaction that checks the journal's leases, so it works on the journal's project.
        ["Docket.ReadModels.Postgres"] =
            ["Kernel", "Journal", "Journal.Postgres", "Docket.Domain", "Docket.ReadModels"],
        ["Docket.ReadModels.ClickHouse"] =
            ["Kernel", "Journal", "Journal.ClickHouse", "Docket.Domain", "Docket.ReadModels"],
        ["Docket.ReadModels.Elasticsearch"] =
            ["Kernel", "Journal", "Journal.Elasticsearch", "Docket.Domain", "Docket.ReadModels"],
        // Its rows are laid out for the scripts of that project.
        ["Docket.ReadModels.Redis"] = ["Kernel", "Journal", "Journal.Redis", "Docket.Domain", "Docket.ReadModels"],
        ["Docket.ReadModels.*"] = ["Kernel", "Journal", "Docket.Domain", "Docket.ReadModels"],
        ["Docket.Postgres"] = ["Kernel", "Journal", "Journal.Postgres", "Docket.Domain"],
        // What a checkout asks of others goes out from here: HTTP and mail, and nothing of Docket's own is stored.
        ["Docket.Participants"] = ["Kernel", "Journal", "Docket.Domain", "Docket.Application"],
        // The other side of the same wire: it knows the documents and the signature, and nothing of who asks.
        ["Docket.Participants.Simulators"] = ["Docket.Participants"],
        ["Docket.Api"] = ["Kernel", "Journal", "Docket.Domain", "Docket.Application", "Docket.ReadModels"],
        ["Docket.Host"] =
        [
            "Kernel", "Journal", "Journal.*",
            "Docket.Domain", "Docket.Application", "Docket.ReadModels", "Docket.ReadModels.*", "Docket.Api",
            "Docket.Postgres", "Docket.Participants", "Docket.Participants.Simulators",
        ],
    };

    /// <summary>Projects that hold rules only: no package, no framework beside the base library.</summary>
    private static readonly string[] Pure = ["Kernel", "Docket.Domain"];

    /// <summary>Every arrow of the projects under <c>src/</c> that the house does not allow.</summary>
    public static IEnumerable<string> Forbidden(IReadOnlyCollection<ProjectFile> projects)
    {
        var sources = projects.Where(project => project.IsSource).ToList();
        return sources.SelectMany(project => ForbiddenOf(project, sources));
    }

    private static IEnumerable<string> ForbiddenOf(ProjectFile project, List<ProjectFile> sources)
    {
        if (Rule(project.Name) is not { } allowed)
        {
            yield return $"{project.Path}: no rule says what this project may know; add one to Arrows.cs";
            yield break;
        }

        foreach (var target in project.Projects)
        {
            if (!sources.Exists(source => source.Name == target))
                yield return $"{project.Path}: {project.Name} → {target}, which is not under src/";
            else if (!allowed.Any(pattern => Matches(pattern, target)))
                yield return $"{project.Path}: {project.Name} → {target}; it may know {Names(allowed)}";
        }

        foreach (var way in project.OtherWays)
            yield return $"{project.Path}: '{way}' gets around the arrows; reference a project or a package";

        if (Pure.Contains(project.Name))
        {
            foreach (var package in project.Packages)
                yield return $"{project.Path}: {project.Name} holds rules only and takes no package ({package})";
        }
    }

    private static string[]? Rule(string name) =>
        Allowed.FirstOrDefault(rule => Matches(rule.Key, name)).Value;

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith(".*", StringComparison.Ordinal)
            ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : name == pattern;

    private static string Names(string[] allowed) =>
        allowed.Length == 0 ? "no other project" : "only " + string.Join(", ", allowed);
}
