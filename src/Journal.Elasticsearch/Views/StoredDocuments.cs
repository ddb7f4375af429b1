using System.Text.Json;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Elasticsearch.Talking;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>Reads an index's documents: by id at once as they are, by walking as they were last refreshed.</summary>
internal sealed class StoredDocuments(ElasticsearchClient client, string index, DocumentView view)
{
    private const int KeysMax = 1_000;
    private const int WalkSize = 2_000;
    private static readonly string[] RowFields = ["row", "batch", "former_row", "former_batch"];
    private readonly IDocuments _documents = view.NewDocuments();

    /// <summary>Where the index stands; null where it does not say.</summary>
    public Stand? Stand()
    {
        using var answer = client.Find($"{index}/_doc/{Uri.EscapeDataString(ViewIndex.StandId)}");
        return answer is null ? null : Views.Stand.Read(answer.RootElement);
    }

    /// <summary>Shows those of some keys' rows that there are, with what each was before its last change.</summary>
    public void Find(IReadOnlyCollection<byte[]> keys, Action<byte[], StoredRow, StoredRow?> visit)
    {
        foreach (var some in keys.Chunk(KeysMax))
        {
            var body = JsonBody.Of(writer =>
            {
                writer.WriteStartArray("ids");
                foreach (var key in some) writer.WriteStringValue(_documents.IdOf(key));
                writer.WriteEndArray();
            });
            using var answer = client.Send(HttpMethod.Post, $"{index}/_mget?_source_includes=row,batch,former_row,former_batch", body);
            foreach (var found in answer.RootElement.GetProperty("docs").EnumerateArray())
                if (found.TryGetProperty("found", out var isThere) && isThere.GetBoolean())
                    visit(
                        _documents.KeyOf(found.GetProperty("_id").GetString()!), Row(found.GetProperty("_source")),
                        Former(found.GetProperty("_source")));
        }
    }

    /// <summary>Walks over the documents that a search can find, with what each was before its last change.</summary>
    /// <param name="after">Only those of later commits; null for all.</param>
    /// <param name="visit">Sees a row, and its former one where there is one.</param>
    public void Walk(long? after, Action<byte[], StoredRow, StoredRow?> visit) =>
        Walk(after, RowFields, (key, source) => visit(key, Row(source), Former(source)));

    /// <summary>Walks over the same documents, with all that a search shows of them.</summary>
    public void WalkWhole(Action<byte[], StoredRow, JsonElement> visit) =>
        Walk(null, ["*"], (key, source) => visit(key, Row(source), source));

    private void Walk(long? after, string[] fields, Action<byte[], JsonElement> visit)
    {
        string? last = null;
        while (true)
        {
            using var answer = client.Send(HttpMethod.Post, $"{index}/_search", Page(after, fields, last));
            var hits = answer.RootElement.GetProperty("hits").GetProperty("hits");
            foreach (var hit in hits.EnumerateArray())
            {
                visit(_documents.KeyOf(hit.GetProperty("_id").GetString()!), hit.GetProperty("_source"));
                last = hit.GetProperty("sort")[0].GetString();
            }

            if (hits.GetArrayLength() < WalkSize) return;
        }
    }

    private ReadOnlyMemory<byte> Page(long? after, string[] fields, string? last) => JsonBody.Of(writer =>
    {
        writer.WriteNumber("size", WalkSize);
        writer.WriteBoolean("track_total_hits", false);
        writer.WriteStartArray("_source");
        foreach (var field in fields) writer.WriteStringValue(field);
        writer.WriteEndArray();
        writer.Nest("query", query => query.Nest("bool", all =>
        {
            all.WriteStartArray("filter");
            Filter(all, "exists", "field", view.Order);
            if (after is { } batch)
            {
                all.WriteStartObject();
                all.Nest("range", range => range.Nest("batch", bounds => bounds.WriteNumber("gt", batch)));
                all.WriteEndObject();
            }

            all.WriteEndArray();
        }));
        writer.WriteStartArray("sort");
        writer.WriteStartObject();
        writer.WriteString(view.Order, "asc");
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (last is null) return;
        writer.WriteStartArray("search_after");
        writer.WriteStringValue(last);
        writer.WriteEndArray();
    });

    private static void Filter(Utf8JsonWriter writer, string kind, string name, string value)
    {
        writer.WriteStartObject();
        writer.Nest(kind, fields => fields.WriteString(name, value));
        writer.WriteEndObject();
    }

    // One that was not written by this program has no row, and is as no row of a view is: empty.
    private static StoredRow Row(JsonElement source) => new(
        source.TryGetProperty("row", out var row) ? row.GetBytesFromBase64() : [],
        source.TryGetProperty("batch", out var batch) ? batch.GetInt64() : 0);

    private static StoredRow? Former(JsonElement source) => source.TryGetProperty("former_row", out var row)
        ? new StoredRow(row.GetBytesFromBase64(), source.GetProperty("former_batch").GetInt64())
        : null;
}
