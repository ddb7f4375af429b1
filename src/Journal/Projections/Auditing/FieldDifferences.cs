using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;

namespace Docket.Journal.Projections.Auditing;

/// <summary>Tells two values of one shape apart field by field, for people: records by their properties, lists by place.</summary>
/// <remarks>Only where something is wrong, so reflection costs nobody anything.</remarks>
internal static class FieldDifferences
{
    private const int Most = 20;

    /// <summary>The fields in which they differ, the first ones.</summary>
    public static ValueList<FieldDifference> Of(object kept, object expected)
    {
        var found = new List<FieldDifference>();
        Compare("", kept, expected, found);
        return found.ToValueList();
    }

    private static void Compare(string path, object? kept, object? expected, List<FieldDifference> found)
    {
        if (found.Count == Most || Equals(kept, expected)) return;
        var type = kept?.GetType();
        if (type is null || expected is null || type != expected.GetType() || IsPlain(type))
            found.Add(new FieldDifference(path, Text(kept), Text(expected)));
        else if (kept is IEnumerable)
            CompareLists(path, Items(kept), Items(expected), found);
        else
            CompareProperties(path, kept!, expected, found);
    }

    private static void CompareLists(string path, object?[] kept, object?[] expected, List<FieldDifference> found)
    {
        for (var i = 0; i < Math.Max(kept.Length, expected.Length); i++)
            Compare(
                string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), kept.ElementAtOrDefault(i),
                expected.ElementAtOrDefault(i), found);
    }

    private static void CompareProperties(string path, object kept, object expected, List<FieldDifference> found)
    {
        var properties = PropertiesOf(kept.GetType());
        foreach (var property in properties)
            Compare(
                PathOf(path, property, isOnly: properties.Count == 1), property.GetValue(kept),
                property.GetValue(expected), found);
    }

    // What has one property only is called as whoever holds it: an amount is no `total.minor`.
    private static string PathOf(string path, PropertyInfo property, bool isOnly)
    {
        if (isOnly) return path;
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    private static bool IsPlain(Type type) =>
        type == typeof(string) || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true || type.IsEnum;

    private static List<PropertyInfo> PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)];

    private static object?[] Items(object list) => [.. ((IEnumerable)list).Cast<object?>()];

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
