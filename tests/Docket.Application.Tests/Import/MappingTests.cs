using System.Text;
using Docket.Application.Import;
using Docket.Application.Import.Mapping;
using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Tests.Import;

/// <summary>A mapping is a file that people write: what is wrong with it is said in one line.</summary>
public sealed class MappingTests : IAsyncDisposable
{
    private readonly ImportScenario _import = new();

    public ValueTask DisposeAsync() => _import.DisposeAsync();

    [Fact]
    public async Task A_mapping_of_ones_own_reads_another_export()
    {
        var mapping = _import.Write("my.json", """
            {
              "name": "my-shop",
              "delimiter": ";",
              "columns": { "document": "Order", "product": "Item", "name": "Title", "quantity": "Qty", "time": "When", "price": "Each" },
              "formats": { "time": "dd.MM.yyyy HH:mm", "time_zone": "Europe/Berlin", "decimal_mark": ",", "currency": "JPY", "minor_digits": 0 },
              "ids": { "document": [{ "pattern": "^#", "replace": "" }] },
              "documents": { "sale": "^#" },
              "rejects": [{ "reason": "a test", "column": "Title", "matches": "(?i)^test" }],
            }
            """);
        var file = _import.Write("mine.csv", "When;Order;Item;Title;Qty;Each\n18.07.2011 12:00;#7;a;Tea;2;150,0\n18.07.2011 12:00;#7;b;Test;1;1\n");
        var report = await _import.ImportAsync(file, mapping);
        Assert.Equal(
            new OrderPlaced(null, new Currency("JPY"), [new OrderLine(new Sku("a"), "Tea", 2, new Money(150))])
            {
                At = new DateTimeOffset(2011, 7, 18, 10, 0, 0, TimeSpan.Zero),
            },
            (await _import.EventsOfAsync("7"))[0]);
        Assert.Equal(1, report.Rejects["a test"]);
    }

    [Theory]
    [InlineData("\"columns\"", "\"colums\"", "unknown key 'colums'. Known here: name, delimiter, columns")]
    [InlineData("\"document\": \"InvoiceNo\"", "\"invoice\": \"InvoiceNo\"", "unknown key 'columns.invoice'")]
    [InlineData("\"of\": \"other\"", "\"of\": \"others\"", "key 'rejects[0].of': 'others' is none of sale, credit, other")]
    [InlineData("\"is\": \"empty\"", "\"is\": \"blank\"", "key 'rejects[4].is': 'blank' is none of not_positive")]
    [InlineData("\"is\": \"empty\"", "\"matches\": \"(\"", "key 'rejects[4].matches': '(' is not a regular expression")]
    [InlineData("\"is\": \"empty\"", "\"is\": \"empty\", \"matches\": \"x\"", "it has 'is' or 'matches', not both")]
    [InlineData(", \"is\": \"empty\"", "", "'column' goes with 'is' or 'matches'")]
    [InlineData(", \"of\": \"other\"", "", "it would reject every row")]
    [InlineData("\"^[0-9]+$\"", "\"[\"", "key 'documents.sale': '[' is not a regular expression")]
    [InlineData("\"sale\": \"^[0-9]+$\",", "", "lacks the key 'documents.sale'")]
    [InlineData("\"GBP\"", "\"pounds\"", "key 'formats.currency': it wants three capital letters")]
    [InlineData("\"yyyy-MM-dd HH:mm:ss\"", "\"HH:mm\"", "key 'formats.time': it wants a date and time format")]
    [InlineData("\"UTC\"", "\"Mars/Olympus\"", "key 'formats.time_zone': 'Mars/Olympus' is not known here")]
    [InlineData("\"decimal_mark\": \".\"", "\"decimal_mark\": \"'\"", "key 'formats.decimal_mark': it is '.' or ','")]
    [InlineData("\"minor_digits\": 2", "\"minor_digits\": 9", "key 'formats.minor_digits': it is 0-6")]
    [InlineData("\"minor_digits\": 2", "\"minor_digits\": \"two\"", "cannot be read at formats.minor_digits")]
    [InlineData("\"name\": \"online-retail\"", "\"name\": \"Online Retail\"", "key 'name': it wants 1-32 characters")]
    [InlineData("\"delimiter\": \",\"", "\"delimiter\": \"\"", "key 'delimiter': it is one character")]
    [InlineData("\"columns\": {", "\"columns\" {", "cannot be read")]
    public void A_mapping_that_is_wrong_says_where_and_what_is_possible(string right, string wrong, string message)
    {
        var text = OnlineRetail();
        Assert.Contains(right, text, StringComparison.Ordinal);
        var failure = Assert.Throws<ImportException>(
            () => MappingReader.Parse(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)), "my.json"));
        Assert.StartsWith("Mapping my.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void An_unknown_mapping_names_those_there_are()
    {
        var failure = Assert.Throws<ImportException>(() => MappingReader.Read("nobodys"));
        Assert.Contains("no mapping 'nobodys'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("online-retail", failure.Message, StringComparison.Ordinal);
    }

    private static string OnlineRetail()
    {
        using var stream = typeof(MappingReader).Assembly.GetManifestResourceStream("mapping.online-retail.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
