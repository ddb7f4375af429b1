using System.Text.Json;

namespace Docket.Application.Tests.Import;

/// <summary>Seven months of a real shop, and the figures that were computed of them independently.</summary>
internal static class RealHistory
{
    private const string Name = "online-retail-2010-12_2011-06";

    private static string? Folder { get; } = Find();

    public static string File => Path.Combine(Folder!, Name + ".csv.gz");

    /// <summary>Skips the test where the data is not there; on the build server it must be.</summary>
    public static void Require()
    {
        if (Folder is not null) return;
        Assert.True(Environment.GetEnvironmentVariable("DOCKET_CI") is null, "The shop's history is missing in ../shared/data.");
        Assert.Skip($"The shop's history ({Name}.csv.gz) is not in ../shared/data beside the repository.");
    }

    public static JsonElement Expected()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(Folder!, Name + ".expected.json")));
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!System.IO.File.Exists(Path.Combine(folder.FullName, "Docket.slnx"))) continue;
            var data = Path.Combine(folder.FullName, "..", "shared", "data");
            return System.IO.File.Exists(Path.Combine(data, Name + ".csv.gz")) ? data : null;
        }

        return null;
    }
}
