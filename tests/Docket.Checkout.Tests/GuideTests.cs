using System.Text;
using Docket.Application.Checkout;
using Docket.Journal.Processes.Choreography;
using Docket.Journal.Processes.Describing;

namespace Docket.Checkout.Tests;

/// <summary>What the guide shows of the checkout is made from its definition, and is still what it says.</summary>
public sealed class GuideTests
{
    private const string Opening = "<!-- made from the definition: ";
    private const string Closing = "<!-- end -->";

    public static TheoryData<string> Sections => ["states", "retries", "events-mermaid", "events"];

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_page_shows_what_the_definition_says(string section)
    {
        var file = Page();
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var (from, to) = Find(text, section);
        var made = Make(section);
        if (Environment.GetEnvironmentVariable("DOCKET_WRITE_GUIDE") == "1")
            File.WriteAllText(file, text[..from] + made + text[to..]);
        else
            Assert.True(made == text[from..to], $"DOCKET_WRITE_GUIDE=1 writes it anew. It wants:\n{made}");
    }

    private static string Make(string section)
    {
        var definition = CheckoutProcesses.Catalog.Newest(CheckoutProcesses.Checkout);
        var graph = EventGraph.Of(definition);
        return section switch
        {
            "states" => Fenced(StateMachineText.Mermaid(definition)),
            "events-mermaid" => Fenced(EventGraphText.Mermaid(graph)),
            "retries" => Table(RetryText.Columns, RetryText.Rows(definition)),
            _ => Table(EventGraphText.Columns, EventGraphText.Rows(graph)),
        };
    }

    private static string Fenced(string mermaid) => $"```mermaid\n{mermaid}```\n";

    private static string Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in (IEnumerable<IReadOnlyList<string>>)[columns, [.. columns.Select(_ => "---")], .. rows])
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }

    private static (int From, int To) Find(string text, string section)
    {
        var mark = $"{Opening}{section} -->\n";
        var from = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        Assert.True(from >= mark.Length, $"The page has no section '{section}'.");
        return (from, text.IndexOf(Closing, from, StringComparison.Ordinal));
    }

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Docket.slnx")))
                return Path.Combine(folder.FullName, "docs", "guide", "checkout.md");
        throw new FileNotFoundException("Docket.slnx is above the tests.");
    }
}
