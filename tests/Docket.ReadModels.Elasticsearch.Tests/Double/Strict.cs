namespace Docket.ReadModels.Elasticsearch.Tests.Double;

/// <summary>What a double insists on: a question that it does not expect is a mistake of whoever asks.</summary>
internal static class Strict
{
    public static void True(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException(what);
    }

    public static void False(bool holds, string what) => True(!holds, what);

    public static void Equal<T>(T expected, T actual) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), $"'{expected}' is expected, not '{actual}'");

    public static void EndsWith(string end, string text, StringComparison comparison) =>
        True(text.EndsWith(end, comparison), $"'{text}' does not end in '{end}'");
}
