using Docket.Journal.Processes.Choreography;

namespace Docket.Journal.Processes.Defining;

/// <summary>Every definition in use, former versions too. Making one checks them all.</summary>
public sealed class ProcessCatalog
{
    private readonly Dictionary<(string Name, int Version), ProcessDefinition> _definitions = [];
    private readonly Dictionary<(string Name, int Version), EventGraph> _graphs = [];

    /// <summary>Takes the definitions.</summary>
    /// <exception cref="InvalidOperationException">Some are unsound, or two have one name and version; every fault is
    /// told.</exception>
    public ProcessCatalog(params IReadOnlyList<ProcessDefinition> definitions)
    {
        var faults = definitions.SelectMany(DefinitionCheck.Faults).ToList();
        foreach (var definition in definitions)
            if (!_definitions.TryAdd((definition.Name, definition.Version), definition))
                faults.Add($"{definition} is defined twice.");
            else
                _graphs[(definition.Name, definition.Version)] = EventGraph.Of(definition);
        if (faults.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>Every definition, by name and version.</summary>
    public IEnumerable<ProcessDefinition> All =>
        _definitions.Values.OrderBy(definition => definition.Name, StringComparer.Ordinal)
            .ThenBy(definition => definition.Version);

    /// <summary>The definition that new instances of a process begin with.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ProcessDefinition Newest(string name) => _definitions.Values.Where(definition => definition.Name == name)
        .MaxBy(definition => definition.Version)
        ?? throw new ArgumentException($"No process is named '{name}'.", nameof(name));

    /// <summary>The definition that an instance began with; null where it is not here.</summary>
    public ProcessDefinition? Find(string name, int version) => _definitions.GetValueOrDefault((name, version));

    /// <summary>Who hears what in it, where nobody leads; null where it is not here.</summary>
    public EventGraph? FindGraph(string name, int version) => _graphs.GetValueOrDefault((name, version));
}
