namespace Docket.Architecture.Tests.Sources;

/// <summary>Source files that are longer than <see cref="LinesMax"/>, each with the reason why it is not two.</summary>
internal static class LongFiles
{
    public const int LinesMax = 300;

    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
    };
}
