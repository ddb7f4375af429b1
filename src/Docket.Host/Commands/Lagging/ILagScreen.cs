using System.Globalization;
using Docket.Api.Operations;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands.Lagging;

/// <summary>Where watching shows what it sees.</summary>
internal interface ILagScreen
{
    void Show(LagReply lag, DateTimeOffset now);

    /// <summary>The service does not answer now.</summary>
    void ShowNothing(DateTimeOffset now);
}

/// <summary>A terminal: the same place drawn anew.</summary>
internal sealed class LagScreen(IAnsiConsole console) : ILagScreen
{
    public void Show(LagReply lag, DateTimeOffset now)
    {
        console.Clear();
        LagTable.Draw(console, lag);
    }

    public void ShowNothing(DateTimeOffset now)
    {
        console.Clear();
        console.WriteLine(Text.NotAnswering(now));
    }
}

/// <summary>A file or a pipe: a line for every view at first, and then one whenever a view's state, alert, parked keys or
/// lag in whole seconds changes.</summary>
internal sealed class LagLines(TextWriter output) : ILagScreen
{
    private readonly Dictionary<string, (string, int, long)> _shown = new(StringComparer.Ordinal);
    private bool _isAnswering = true;

    public void Show(LagReply lag, DateTimeOffset now)
    {
        _isAnswering = true;
        foreach (var view in lag.Views)
        {
            var shown = (LagTable.StateOf(view), view.ParkedKeys, (long)LagTable.LagOf(view));
            if (_shown.TryGetValue(view.Name, out var before) && before == shown) continue;
            _shown[view.Name] = shown;
            output.WriteLine(
                $"{Text.TimeOf(now)} {view.Name}: {shown.Item1}, at {Figures.Count(view.Watermark)}, "
                + $"{Figures.Count(view.LagEvents)} behind, lag {Figures.Seconds(LagTable.LagOf(view))}, "
                + $"{Figures.Count(view.ParkedKeys)} parked");
        }

        output.Flush();
    }

    public void ShowNothing(DateTimeOffset now)
    {
        if (_isAnswering) output.WriteLine(Text.NotAnswering(now));
        output.Flush();
        _isAnswering = false;
    }
}

file static class Text
{
    public static string TimeOf(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string NotAnswering(DateTimeOffset now) => $"{TimeOf(now)} the service does not answer";
}
