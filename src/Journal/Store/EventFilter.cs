using System.Collections.Frozen;

namespace Docket.Journal.Store;

/// <summary>Which events a reader wants. What it leaves out is neither decoded nor allocated.</summary>
public sealed class EventFilter
{
    private readonly FrozenSet<string>? _types;

    private EventFilter(FrozenSet<string>? types) => _types = types;

    /// <summary>Every event.</summary>
    public static EventFilter All { get; } = new(null);

    /// <summary>The wire names wanted, such as <c>order.placed.v1</c>; null where every event is.</summary>
    public IReadOnlySet<string>? Types => _types;

    /// <summary>Only events of these wire names.</summary>
    public static EventFilter OfTypes(IEnumerable<string> wireNames) => new(wireNames.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether an event of this wire name is wanted.</summary>
    public bool Wants(string wireName) => _types is null || _types.Contains(wireName);
}
