using System.Text.Json.Nodes;

namespace Docket.Application.Tests.PublicEvents;

/// <summary>The files in <c>contracts/</c>, and what they say of a message.</summary>
internal sealed class Contracts
{
    private const string Ending = ".schema.json";
    private const string Envelope = "docket.envelope.v1";

    private readonly Dictionary<string, SchemaCheck> _schemas = Directory
        .GetFiles(Folder, "*" + Ending)
        .ToDictionary(
            file => Path.GetFileName(file)[..^Ending.Length],
            file => new SchemaCheck(JsonNode.Parse(File.ReadAllText(file))!.AsObject()));

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "contracts");

    /// <summary>The types that have a schema.</summary>
    public IEnumerable<string> Types => _schemas.Keys.Where(name => name != Envelope);

    /// <summary>What is wrong with a message; empty when it is as it was promised.</summary>
    public IReadOnlyList<string> Faults(string type, JsonNode message) =>
    [
        .. message["type"]!.GetValue<string>() == type ? [] : new[] { $"its type is {message["type"]}" },
        .. _schemas[Envelope].Faults(message),
        .. _schemas[type].Faults(message["data"]),
    ];
}
