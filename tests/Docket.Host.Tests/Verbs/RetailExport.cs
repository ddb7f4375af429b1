using System.Text.Json;

namespace Docket.Host.Tests.Verbs;

/// <summary>The real shop's history, which lies beside the project and is no part of it.</summary>
internal static class RetailExport
{
    private const string Name = "online-retail-2010-12_2011-06";

    public static string Csv => Path.Combine(Directory, Name + ".csv.gz");

    public static JsonElement Expected =>
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(Directory, Name + ".expected.json")));

    private static string Directory { get; } = Find();

    /// <summary>Where everything must run, its absence fails; elsewhere the test is skipped.</summary>
    public static void MustBeThere()
    {
        if (Environment.GetEnvironmentVariable("DOCKET_CI") == "1") Assert.True(File.Exists(Csv), Csv + " is missing.");
        else Assert.SkipUnless(File.Exists(Csv), Csv + " is not there.");
    }

    private static string Find()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Docket.slnx"))) root = root.Parent;
        return Path.GetFullPath(Path.Combine(root?.FullName ?? ".", "../shared/data"));
    }
}
