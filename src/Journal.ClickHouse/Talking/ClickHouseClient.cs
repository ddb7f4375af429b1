using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Docket.Journal.ClickHouse.Talking;

/// <summary>Talks to the server over its HTTP interface. Rows go and come in binary, so that any bytes pass.</summary>
internal sealed partial class ClickHouseClient : IDisposable
{
    // Whole tables are read in an audit; everything else is done long before the server gives up by itself.
    private const string Settings = "wait_end_of_query=1&max_query_size=16777216";

    // Known to newer servers only: never answer an insert before it is in the table.
    private const string NewerSettings = Settings + "&async_insert=0";
    private static readonly Version FirstNewer = new(21, 11);
    private const int BufferBytes = 64 * 1024;
    private readonly HttpClient _http;
    private readonly string _database;
    private readonly Lazy<Version> _version;

    public ClickHouseClient(ClickHouseOptions options)
    {
        _database = options.Database;
        _http = new HttpClient(options.Handler ?? new SocketsHttpHandler(), disposeHandler: options.Handler is null)
        {
            BaseAddress = options.Address,
            Timeout = options.RequestTime,
        };
        _http.DefaultRequestHeaders.Add("X-ClickHouse-User", options.User);
        if (options.Password is { } password) _http.DefaultRequestHeaders.Add("X-ClickHouse-Key", password);
        _version = new(AskVersion, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Whether the server flushes a part to disk before it answers, where it is told to.</summary>
    public bool CanFlush => _version.Value >= FirstNewer;

    /// <summary>Runs a statement without an answer.</summary>
    public void Execute(string sql) => Ask(sql, static _ => 0);

    /// <summary>Makes the database where it is missing.</summary>
    public void MakeDatabase() => Send(Request($"create database if not exists {_database}", "default"), static _ => 0);

    /// <summary>Adds rows as one part, all of them or none.</summary>
    /// <param name="into">The table with its columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many they are: the server cuts what is longer than it is told.</param>
    public void Insert(string into, ReadOnlyMemory<byte> rows, int count)
    {
        var query = Uri.EscapeDataString($"insert into {into} format RowBinary");
        var block = string.Create(CultureInfo.InvariantCulture, $"&max_insert_block_size={count + 1}&query=");
        Send(new HttpRequestMessage(HttpMethod.Post, Path(_database) + block + query)
        {
            Content = new ReadOnlyMemoryContent(rows),
        }, static _ => 0);
    }

    /// <summary>Asks, and reads the answer while it comes.</summary>
    public T Ask<T>(string sql, Func<AnswerReader, T> read) => Send(Request(sql, _database), read);

    /// <summary>Asks with keys that stand in a table <c>keys (key String)</c> for the length of the query.</summary>
    public T Ask<T>(string sql, ReadOnlyMemory<byte> keys, Func<AnswerReader, T> read)
    {
        var content = new ByteArrayContent(keys.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var path = $"{Path(_database)}&keys_structure=key+String&keys_format=RowBinary&query=";
        return Send(new HttpRequestMessage(HttpMethod.Post, path + Uri.EscapeDataString(sql + " format RowBinary"))
        {
            Content = new MultipartFormDataContent { { content, "keys", "keys" } },
        }, read);
    }

    /// <summary>The same as <see cref="Ask{T}(string, Func{AnswerReader, T})"/>, for a reader who has others to
    /// serve.</summary>
    public async ValueTask<T> AskAsync<T>(string sql, Func<AnswerReader, T> read, CancellationToken cancellationToken)
    {
        using var request = Request(sql, _database);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return Read(response, body, read);
    }

    public void Dispose() => _http.Dispose();

    private T Send<T>(HttpRequestMessage request, Func<AnswerReader, T> read)
    {
        using (request)
        {
            using var response = _http.Send(request, HttpCompletionOption.ResponseHeadersRead);
            using var body = response.Content.ReadAsStream();
            return Read(response, body, read);
        }
    }

    private static T Read<T>(HttpResponseMessage response, Stream body, Func<AnswerReader, T> read)
    {
        if (response.IsSuccessStatusCode) return read(new AnswerReader(new BufferedStream(body, BufferBytes)));
        using var text = new StreamReader(body, Encoding.UTF8);
        var said = text.ReadToEnd().Trim();
        var code = ErrorCode().Match(said) is { Success: true } found
            ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : (int)response.StatusCode;
        throw new ClickHouseException(code, said);
    }

    private HttpRequestMessage Request(string sql, string database) => new(HttpMethod.Post, Path(database))
    {
        Content = new StringContent(
            sql + (sql.StartsWith("select", StringComparison.Ordinal) ? " format RowBinary" : "")),
    };

    private string Path(string database) =>
        $"?database={database}&{(CanFlush ? NewerSettings : Settings)}";

    private Version AskVersion()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent("select version()") };
        using var response = _http.Send(request);
        using var body = response.Content.ReadAsStream();
        return Read(response, body, static answer =>
        {
            // Tab-separated here, as nothing was asked for: digits up to the line's end.
            var said = new StringBuilder();
            while (answer.MoveNext()) said.Append((char)answer.Byte());
            return Version.TryParse(said.ToString().Trim().Split('-')[0], out var version)
                ? version
                : throw new ClickHouseException(0, $"'{said}' is not a server's version.");
        });
    }

    [GeneratedRegex(@"^Code: (\d+)")]
    private static partial Regex ErrorCode();
}
