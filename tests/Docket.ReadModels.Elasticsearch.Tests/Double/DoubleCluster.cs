using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;

namespace Docket.ReadModels.Elasticsearch.Tests.Double;

/// <summary>
/// Answers as the documentation of 7.10 and 8.x says that a cluster does, to the calls that this program makes and
/// to no
/// others. It shows that the program copes with every documented answer, not that a cluster gives them.
/// </summary>
internal sealed class DoubleCluster : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, DoubleIndex> _indices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _templates = [];
    private Func<HttpMethod, string, Fault> _fault = (_, _) => Fault.None;
    private Func<string, int> _itemFault = _ => 0;

    /// <summary>Decides what happens to a request, by its method and path.</summary>
    public Func<HttpMethod, string, Fault> OnRequest
    {
        set => Volatile.Write(ref _fault, value);
    }

    /// <summary>The status that a document of a bulk request fails with, by its id; 0 for none.</summary>
    public Func<string, int> OnItem
    {
        set => Volatile.Write(ref _itemFault, value);
    }

    /// <summary>The indices with their aliases, as text.</summary>
    public string Aliases
    {
        get
        {
            lock (_gate)
                return string.Join("; ", _indices.Select(index => $"{index.Key}: {string.Join(",", index.Value.Aliases.Order())}"));
        }
    }

    /// <summary>Looks at an index or its alias.</summary>
    public T Look<T>(string name, Func<DoubleIndex, T> look)
    {
        lock (_gate) return look(_indices[NameOf(name)!]);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.Run(() => Send(request, cancellationToken), cancellationToken);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath.Trim('/');
        var fault = Volatile.Read(ref _fault)(request.Method, path);
        if (fault == Fault.NeverSent) throw new HttpRequestException("The way is cut.");
        if (fault is Fault.Busy or Fault.Away)
            return Answer(fault == Fault.Busy ? 429 : 503, new { error = new { type = "es_rejected_execution_exception", reason = "busy" } });
        using var body = new StreamReader(request.Content?.ReadAsStream(cancellationToken) ?? Stream.Null, Encoding.UTF8);
        var text = body.ReadToEnd();
        if (request.Content is { } content)
            Strict.Equal(
                path.EndsWith("_bulk", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json",
                content.Headers.ContentType!.MediaType);
        HttpResponseMessage answer;
        lock (_gate) answer = Route(request.Method, path.Split('/'), HttpUtility.ParseQueryString(request.RequestUri.Query), text);
        if (fault == Fault.AnswerLost) throw new HttpRequestException("The answer was lost.");
        return answer;
    }

    private HttpResponseMessage Route(
        HttpMethod method, string[] path, System.Collections.Specialized.NameValueCollection query, string body) =>
        (method.Method, path) switch
        {
            ("PUT", ["_index_template", var name]) => PutTemplate(name, Parse(body)),
            ("POST", ["_aliases"]) => ChangeAliases(Parse(body)),
            ("GET", [var pattern, "_alias"]) => FindAliases(pattern),
            ("PUT", [var name]) => Create(name),
            ("DELETE", [var name]) => _indices.Remove(name) ? Answer(200, new { acknowledged = true }) : Missing(name),
            (_, [var name, ..]) when NameOf(name) is null => Missing(name),
            ("POST", [var name, "_refresh"]) => Refresh(name),
            ("POST", [var name, "_bulk"]) => Bulk(name, body),
            ("POST", [var name, "_mget"]) => GetMany(name, Parse(body)),
            ("POST", [var name, "_search"]) => Search(name, Parse(body)),
            ("GET", [var name, "_doc", var id]) => GetOne(name, Uri.UnescapeDataString(id)),
            ("PUT", [var name, "_doc", var id]) => PutOne(name, Uri.UnescapeDataString(id), query, Parse(body)),
            _ => throw new InvalidOperationException($"The double knows no {method} {string.Join('/', path)}."),
        };

    private HttpResponseMessage PutTemplate(string name, JsonElement template)
    {
        Strict.Equal("-1", template.GetProperty("template").GetProperty("settings").GetProperty("refresh_interval").GetString());
        _templates[name] = template;
        return Answer(200, new { acknowledged = true });
    }

    private HttpResponseMessage Create(string name)
    {
        if (_indices.ContainsKey(name)) return Answer(400, DoubleSearch.Error("resource_already_exists_exception", name));
        var template = _templates.Values.Single(one => one.GetProperty("index_patterns").EnumerateArray()
            .Any(pattern => name.StartsWith(pattern.GetString()!.TrimEnd('*'), StringComparison.Ordinal)));
        _indices.Add(name, new DoubleIndex(new DoubleMapping(template.GetProperty("template").GetProperty("mappings"))));
        return Answer(200, new { acknowledged = true, shards_acknowledged = true, index = name });
    }

    private HttpResponseMessage FindAliases(string pattern)
    {
        Strict.EndsWith("*", pattern, StringComparison.Ordinal); // a name without a star would have to be there
        return Answer(200, _indices.Where(index => index.Key.StartsWith(pattern[..^1], StringComparison.Ordinal)).ToDictionary(
            index => index.Key,
            index => new { aliases = index.Value.Aliases.ToDictionary(alias => alias, _ => new object()) }));
    }

    private HttpResponseMessage ChangeAliases(JsonElement body)
    {
        var actions = body.GetProperty("actions").EnumerateArray().Select(action => action.EnumerateObject().Single())
            .Select(action => (Kind: action.Name, Index: action.Value.GetProperty("index").GetString()!,
                Alias: action.Value.GetProperty("alias").GetString()!)).ToList();
        foreach (var (kind, index, alias) in actions)
        {
            if (!_indices.TryGetValue(index, out var found)) return Missing(index);
            if (kind == "remove" && !found.Aliases.Contains(alias)) return Missing(alias);
        }

        foreach (var (kind, index, alias) in actions)
            _ = kind == "remove" ? _indices[index].Aliases.Remove(alias) : _indices[index].Aliases.Add(alias);
        return Answer(200, new { acknowledged = true });
    }

    private HttpResponseMessage Refresh(string name)
    {
        _indices[NameOf(name)!].Refresh();
        return Answer(200, new { _shards = new { total = 1, successful = 1, failed = 0 } });
    }

    private HttpResponseMessage Bulk(string name, string body)
    {
        Strict.EndsWith("\n", body, StringComparison.Ordinal);
        var lines = body.Split('\n')[..^1];
        var items = new List<object>();
        var errors = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var action = Parse(lines[i]).EnumerateObject().Single();
            var id = action.Value.GetProperty("_id").GetString()!;
            Strict.Equal("external", action.Value.GetProperty("version_type").GetString());
            JsonElement? source = action.Name == "index" ? Parse(lines[++i]) : null;
            var version = action.Value.GetProperty("version").GetInt64();
            var fault = Volatile.Read(ref _itemFault)(id);
            var (status, type, reason) = fault != 0
                ? (fault, "planted_exception", "as the test wants it")
                : _indices[NameOf(name)!].Write(id, version, source);
            errors |= status is >= 400 and not 404;
            items.Add(new Dictionary<string, object>
            {
                [action.Name] = type.Length == 0
                    ? new { _index = name, _id = id, _version = version, status }
                    : new { _index = name, _id = id, status, error = new { type, reason } },
            });
        }

        return Answer(200, new { took = 1, errors, items });
    }

    private HttpResponseMessage GetMany(string name, JsonElement body)
    {
        var index = _indices[NameOf(name)!];
        return Answer(200, new
        {
            docs = body.GetProperty("ids").EnumerateArray().Select(id => index.Get(id.GetString()!) is { } found
                ? (object)new { _index = name, _id = found.Id, _version = found.Version, found = true, _source = found.Source }
                : new { _index = name, _id = id.GetString(), found = false }),
        });
    }

    private HttpResponseMessage GetOne(string name, string id) => _indices[NameOf(name)!].Get(id) is { } found
        ? Answer(200, new { _index = name, _id = id, _version = found.Version, found = true, _source = found.Source })
        : Answer(404, new { _index = name, _id = id, found = false });

    private HttpResponseMessage PutOne(
        string name, string id, System.Collections.Specialized.NameValueCollection query, JsonElement source)
    {
        Strict.Equal("external", query["version_type"]);
        var (status, type, reason) = _indices[NameOf(name)!].Write(
            id, long.Parse(query["version"]!, CultureInfo.InvariantCulture), source);
        return status < 300
            ? Answer(status, new { _index = name, _id = id, result = status == 201 ? "created" : "updated" })
            : Answer(status, new { error = new { type, reason }, status });
    }

    private HttpResponseMessage Search(string name, JsonElement body)
    {
        var (status, answer) = DoubleSearch.Run(NameOf(name)!, _indices[NameOf(name)!], body);
        return Answer(status, answer);
    }

    private string? NameOf(string nameOrAlias) => _indices.ContainsKey(nameOrAlias)
        ? nameOrAlias
        : _indices.FirstOrDefault(index => index.Value.Aliases.Contains(nameOrAlias)).Key;

    private static HttpResponseMessage Missing(string name) => Answer(
        404, new { error = new { type = "index_not_found_exception", reason = $"no such index [{name}]" }, status = 404 });

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static HttpResponseMessage Answer(int status, object body) => new((HttpStatusCode)status)
    {
        Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
    };
}

/// <summary>What becomes of a request.</summary>
internal enum Fault
{
    None,
    Busy,
    Away,
    AnswerLost,
    NeverSent,
}
