using System.Text;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>Compares the fields of hashes with those that the right rows are spread over.</summary>
internal sealed class ShownFields(IRowLayout layout, IReadOnlyDictionary<string, HashEntry[]> hashes) : IDisposable
{
    private const int TextMax = 120;
    private readonly HashFields _fields = new();

    /// <summary>The rows that are there and show something else.</summary>
    public List<ShownFault> Find(IRowStore right, int faultsMax)
    {
        var faults = new List<ShownFault>();
        right.Scan((key, row) =>
        {
            if (faults.Count >= faultsMax || !hashes.TryGetValue(layout.NameOf(key), out var hash)) return;
            if (hash.Length == 0) return;
            var fields = Differences(Right(key, row, right), hash);
            if (fields.Count > 0) faults.Add(new ShownFault(key.ToArray(), "", fields));
        });
        return faults;
    }

    public void Dispose() => _fields.Dispose();

    private Dictionary<string, byte[]> Right(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, IRowStore rows)
    {
        var (fields, lender) = Spread(key, row);
        if (lender is not null && layout.KeyOf(lender) is var lenderKey && rows.Read(lenderKey) is { } lending
            && Spread(lenderKey, lending).Fields.TryGetValue(layout.LentField, out var lent))
            fields[layout.ShownField] = lent;
        return fields;
    }

    private (Dictionary<string, byte[]> Fields, string? Lender) Spread(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        _fields.Reset(row);
        layout.Spread(key, row, null, _fields);
        return (PackedFields.Read(_fields.ToPacked()), _fields.Lender);
    }

    private static ValueList<FieldDifference> Differences(Dictionary<string, byte[]> right, HashEntry[] hash)
    {
        var kept = hash.ToDictionary(
            field => (string)field.Name!, field => (byte[])field.Value!, StringComparer.Ordinal);
        return kept.Keys.Union(right.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Kept: kept.GetValueOrDefault(name), Right: right.GetValueOrDefault(name)))
            .Where(field => field.Kept is null || field.Right is null
                || !field.Kept.AsSpan().SequenceEqual(field.Right))
            .Select(field => new FieldDifference(
                field.Name, Text(field.Name, field.Kept), Text(field.Name, field.Right)))
            .ToValueList();
    }

    private static string? Text(string name, byte[]? value)
    {
        if (value is null) return null;
        if (name == HashFields.RowField) return $"{value.Length} bytes";
        var text = Encoding.UTF8.GetString(value);
        return text.Length > TextMax ? text[..TextMax] + " …" : text;
    }
}
