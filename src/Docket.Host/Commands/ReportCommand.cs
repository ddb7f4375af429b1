using System.CommandLine;

namespace Docket.Host.Commands;

/// <summary><c>docket report revenue|products</c>.</summary>
internal static class ReportCommand
{
    public static Command Create() => new("report", "Report revenue by period, or sales by product")
    {
        RevenueCommand.Create(),
        ProductsCommand.Create(),
        GlobalOptions.Postgres,
    };

    public static Option<string?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
    };

    /// <summary>A path with the parameters that were given.</summary>
    public static string Path(string path, params (string Name, string? Value)[] parameters)
    {
        var given = parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        return string.Join('?', new[] { path, string.Join('&', given) }.Where(part => part.Length > 0));
    }
}
