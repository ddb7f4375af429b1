using System.Text.Json;

namespace Docket.ReadModels.Elasticsearch.Tests.Double;

/// <summary>A document with its external version; a deleted one is remembered by its version.</summary>
internal sealed record DoubleDocument(string Id, long Version, JsonElement? Source);

/// <summary>One index: what is written is there by its id at once, and for searches after the next refresh.</summary>
internal sealed class DoubleIndex(DoubleMapping mapping)
{
    private const int IdBytesMax = 512;
    private readonly Dictionary<string, DoubleDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DoubleDocument> _searchable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unrefreshed = new(StringComparer.Ordinal);

    public DoubleMapping Mapping { get; } = mapping;

    public HashSet<string> Aliases { get; } = [];

    public IEnumerable<DoubleDocument> Searchable => _searchable.Values;

    public IEnumerable<DoubleDocument> All => _documents.Values.Where(document => document.Source is not null);

    public DoubleDocument? Get(string id) =>
        _documents.TryGetValue(id, out var found) && found.Source is not null ? found : null;

    /// <summary>Writes or deletes under an external version.</summary>
    /// <returns>The status, and the error where it is one.</returns>
    public (int Status, string Type, string Reason) Write(string id, long version, JsonElement? source)
    {
        if (id.Length is 0 or > IdBytesMax) return (400, "illegal_argument_exception", $"id is too long, must be no longer than {IdBytesMax} bytes");
        var known = _documents.GetValueOrDefault(id);
        if (known is not null && known.Version >= version)
            return (409, "version_conflict_engine_exception",
                $"[{id}]: version conflict, current version [{known.Version}] is higher or equal to the one provided [{version}]");
        if (source is { } written && Mapping.Refuses(written) is { } refused) return (400, refused.Type, refused.Reason);
        _documents[id] = new DoubleDocument(id, version, source?.Clone());
        _unrefreshed.Add(id);
        if (source is null) return known?.Source is null ? (404, "", "") : (200, "", "");
        return (known?.Source is null ? 201 : 200, "", "");
    }

    public void Refresh()
    {
        foreach (var id in _unrefreshed)
        {
            if (_documents[id].Source is null) _searchable.Remove(id);
            else _searchable[id] = _documents[id];
        }

        _unrefreshed.Clear();
    }
}
