using Docket.Application.Import;
using Docket.Application.Wire;

namespace Docket.Application.Tests.Import;

/// <summary>A file that cannot be imported says so in one line and changes nothing.</summary>
public sealed class FileFaultTests : IAsyncDisposable
{
    private const string Row = "1,a,A,1,2010-12-01 08:26:00,1.00,1.0,\n";

    private readonly ImportScenario _import = new();

    public ValueTask DisposeAsync() => _import.DisposeAsync();

    [Fact]
    public Task A_file_that_is_not_there() => FailsAsync(_import.PathOf("none.csv"), "none.csv cannot be read");

    [Fact]
    public Task A_directory() => FailsAsync(Path.GetTempPath(), "cannot be read");

    [Fact]
    public Task An_empty_file() => FailsAsync(_import.Write("empty.csv", ""), "is empty; its first line must name the columns");

    [Fact]
    public Task A_file_that_is_called_gz_and_is_not() =>
        FailsAsync(_import.Write("plain.csv.gz", ImportScenario.Header + "\n" + Row), "is not gzip");

    [Fact]
    public async Task A_packed_file_that_is_damaged()
    {
        var path = _import.WriteGzip("damaged.csv.gz", ImportScenario.Header + "\n" + string.Concat(Enumerable.Repeat(Row, 5000)));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length / 2).Fill(0xFF);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await FailsAsync(path, "is damaged or not whole");
    }

    [Fact]
    public async Task A_packed_file_that_was_cut_off()
    {
        var rows = string.Concat(Enumerable.Range(0, 5000).Select(
            i => $"{i},{CommandFingerprint.Of(BitConverter.GetBytes(i)):x},A,1,2010-12-01 08:26:00,1.00,1.0,\n"));
        var path = _import.WriteGzip("cut.csv.gz", ImportScenario.Header + "\n" + rows);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        await FailsAsync(path, "is damaged or not whole");
    }

    [Fact]
    public Task A_file_without_a_column_that_is_wanted() => FailsAsync(
        _import.Write("other.csv", "Invoice,StockCode\n1,a\n"),
        "has no column 'InvoiceNo', which mapping online-retail wants. Its columns: Invoice, StockCode.");

    [Fact]
    public Task A_rejects_file_in_a_folder_that_is_not_there() => FailsAsync(
        _import.Write("rows.csv", ImportScenario.Header + "\n" + Row), "The rejects cannot be written to",
        _import.PathOf(Path.Combine("none", "rejects.csv")));

    [Fact]
    public async Task A_rejects_file_that_is_the_source_itself()
    {
        var path = _import.Write("rows.csv", ImportScenario.Header + "\n" + Row);
        await FailsAsync(path, "The rejects cannot be written to", path);
        Assert.EndsWith(Row, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task FailsAsync(string path, string message, string? rejectsPath = null)
    {
        var failure = await Assert.ThrowsAsync<ImportException>(() => _import.ImportAsync(path, rejectsPath: rejectsPath));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Equal(default, _import.Store.Head);
    }
}
