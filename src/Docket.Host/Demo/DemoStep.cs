namespace Docket.Host.Demo;

/// <summary>One step of the demo, and what came of it.</summary>
internal sealed record DemoStep(string Title, IReadOnlyList<string> Lines)
{
    public static DemoStep Of(string title, params string[] lines) => new(title, lines);
}
