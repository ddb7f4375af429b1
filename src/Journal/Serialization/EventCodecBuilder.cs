using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Docket.Journal.Serialization;

/// <summary>Collects the forms that events are stored in.</summary>
/// <example><code>
/// var codec = new EventCodecBuilder()
///     .Add("order.placed", 2, OrderJson.Default.OrderPlaced)
///     .Upcast("order.placed", 1, v1 => { v1["currency"] = "EUR"; return v1; })
///     .Build();
/// </code></example>
public sealed class EventCodecBuilder
{
    private readonly List<EventForm> _forms = [];
    private readonly Dictionary<string, EventUpcast> _upcasts = new(StringComparer.Ordinal);

    /// <summary>Registers the form that a payload type is written in today.</summary>
    /// <param name="name">The wire name without its version, such as <c>order.placed</c>.</param>
    /// <param name="version">From 1; raised when the stored shape changes, together with an upcaster from the former one.</param>
    /// <param name="jsonType">Its source-generated JSON description.</param>
    public EventCodecBuilder Add<T>(string name, int version, JsonTypeInfo<T> jsonType)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        if (!System.Text.Ascii.IsValid(name) || WireName.Of(name, version).Length > WireName.LengthMax)
            throw new ArgumentException($"'{name}' is not a wire name: ASCII, at most {WireName.LengthMax} characters.", nameof(name));
        _forms.Add(new EventForm(typeof(T), WireName.Of(name, version), jsonType));
        return this;
    }

    /// <summary>Registers how a stored older form becomes the next one.</summary>
    /// <param name="name">The wire name without its version.</param>
    /// <param name="from">The older version; the result is version <paramref name="from"/> + 1.</param>
    /// <param name="apply">Changes the stored JSON object; pure.</param>
    public EventCodecBuilder Upcast(string name, int from, Func<JsonObject, JsonObject> apply)
    {
        _upcasts.Add(WireName.Of(name, from), new EventUpcast(WireName.Of(name, from + 1), apply));
        return this;
    }

    /// <summary>Checks that every chain of upcasters ends in a form of today, and builds the codec.</summary>
    /// <exception cref="InvalidOperationException">A wire name or type is registered twice, or an upcaster leads nowhere.</exception>
    public EventCodec Build()
    {
        var current = _forms.Select(form => form.WireName).ToHashSet(StringComparer.Ordinal);
        if (current.Count != _forms.Count || _forms.DistinctBy(form => form.ClrType).Count() != _forms.Count)
            throw new InvalidOperationException("A wire name or an event type is registered twice.");
        foreach (var (from, upcast) in _upcasts)
        {
            if (current.Contains(from))
                throw new InvalidOperationException($"{from} is a form of today; it cannot have an upcaster.");
            if (!current.Contains(upcast.To) && !_upcasts.ContainsKey(upcast.To))
                throw new InvalidOperationException($"The upcaster from {from} leads to {upcast.To}, which is not registered.");
        }

        return new EventCodec(_forms, _upcasts);
    }
}

internal sealed record EventForm(Type ClrType, string WireName, JsonTypeInfo JsonType);

internal sealed record EventUpcast(string To, Func<JsonObject, JsonObject> Apply);
