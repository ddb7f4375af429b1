using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Docket.Distributed.Tests.Deployment;

/// <summary><c>deploy/compose.yaml</c>, with its anchors and merges resolved.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> _root;

    public ComposeFile()
    {
        var parser = new MergingParser(new Parser(new StringReader(File.ReadAllText(Path))));
        _root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser);
    }

    public static string Root { get; } = FindRoot();

    public static string Path => System.IO.Path.Combine(Root, "deploy", "compose.yaml");

    public IEnumerable<ComposeService> Services =>
        from service in Map(_root, "services")
        select new ComposeService((string)service.Key, (Dictionary<object, object>)service.Value);

    /// <summary>The services that run this program.</summary>
    public IEnumerable<ComposeService> Ours => Services.Where(service => service.Image.StartsWith("docket:", StringComparison.Ordinal));

    /// <summary>Those that serve in a role.</summary>
    public IEnumerable<ComposeService> Serving => Ours.Where(service => service.Environment.ContainsKey("DOCKET_ROLE"));

    public IEnumerable<string> Volumes => Map(_root, "volumes").Keys.Cast<string>();

    internal static Dictionary<object, object> Map(Dictionary<object, object> node, string name) =>
        node.GetValueOrDefault(name) as Dictionary<object, object> ?? [];

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(directory.FullName, "Docket.slnx"))) directory = directory.Parent!;
        return directory.FullName;
    }
}

/// <summary>One service of the file.</summary>
internal sealed record ComposeService(string Name, Dictionary<object, object> Node)
{
    public string Image => (string)Node["image"];

    public IReadOnlyList<string> Command =>
        Node.GetValueOrDefault("command") is List<object> words ? [.. words.Cast<string>()] : [];

    public IReadOnlyDictionary<string, string> Environment =>
        ComposeFile.Map(Node, "environment").ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value);

    public IEnumerable<string> After => ComposeFile.Map(Node, "depends_on").Keys.Cast<string>();

    /// <summary>It does one thing and is done: nobody asks for its health.</summary>
    public bool EndsByItself => ComposeFile.Map(Node, "healthcheck").GetValueOrDefault("disable") is "true";

    public bool HasHealthCheck => ComposeFile.Map(Node, "healthcheck").GetValueOrDefault("test") is List<object> { Count: > 1 };

    public IEnumerable<string> Mounts =>
        Node.GetValueOrDefault("volumes") is List<object> mounts ? mounts.Cast<string>().Select(mount => mount.Split(':')[0]) : [];
}
