using System.Text.Json;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Elasticsearch.Talking;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>Reads an index's documents: by id at once as they are, by walking as they were last refreshed.</summary>
internal sealed class StoredDocuments(ElasticsearchClient client, string index, DocumentView view)
{
    private const int KeysMax = 1_000;
    private const int WalkSize = 2_000;
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
    public void Walk(long? after, Action<byte[], StoredRow, StoredRow?> visit)
    {
        string? last = null;
        while (true)
        {
            using var answer = client.Send(HttpMethod.Post, $"{index}/_search", Page(after, last));
            var hits = answer.RootElement.GetProperty("hits").GetProperty("hits");
            foreach (var hit in hits.EnumerateArray())
            {
                var source = hit.GetProperty("_source");
                visit(_documents.KeyOf(hit.GetProperty("_id").GetString()!), Row(source), Former(source));
                last = hit.GetProperty("sort")[0].GetString();
            }

            if (hits.GetArrayLength() < WalkSize) return;
        }
    }

    private ReadOnlyMemory<byte> Page(long? after, string? last) => JsonBody.Of(writer =>
    {
        writer.WriteNumber("size", WalkSize);
        writer.WriteBoolean("track_total_hits", false);
        writer.WriteStartArray("_source");
        foreach (var field in (string[])["row", "batch", "former_row", "former_batch"]) writer.WriteStringValue(field);
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

    private static StoredRow Row(JsonElement source) =>
        new(source.GetProperty("row").GetBytesFromBase64(), source.GetProperty("batch").GetInt64());

    private static StoredRow? Former(JsonElement source) => source.TryGetProperty("former_row", out var row)
        ? new StoredRow(row.GetBytesFromBase64(), source.GetProperty("former_batch").GetInt64())
        : null;
}
