using System.Globalization;

namespace Docket.Journal.Serialization;

/// <summary>How an event's type is written down: <c>name.vN</c>, such as <c>order.placed.v1</c>; never a CLR name.</summary>
public static class WireName
{
    /// <summary>The longest wire name, in characters (ASCII).</summary>
    public const int LengthMax = 100;

    /// <summary>Joins a name and its version.</summary>
    public static string Of(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"{name}.v{version}");

    /// <summary>The version at the end of a wire name, from 1.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static int VersionOf(string wireName) => int.Parse(
        wireName.AsSpan(VersionMark(wireName) + 2), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The wire name without its version.</summary>
    /// <exception cref="FormatException">It has no version.</exception>
    public static string NameOf(string wireName) => wireName[..VersionMark(wireName)];

    private static int VersionMark(string wireName) => wireName.LastIndexOf(".v", StringComparison.Ordinal) switch
    {
        > 0 and var mark => mark,
        _ => throw new FormatException($"'{wireName}' is not a wire name: it wants the form name.v1."),
    };
}
