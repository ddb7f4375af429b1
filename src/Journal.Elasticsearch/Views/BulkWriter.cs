using System.Buffers;
using System.Text.Json;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Elasticsearch.Talking;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>A document of a page.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The row's key.</param>
/// <param name="Row">The row; null where it is removed.</param>
/// <param name="Former">The row as it was before the page, and the commit that had settled it; null where there was
/// none.</param>
internal sealed record PageDocument(string Id, byte[] Key, byte[]? Row, StoredRow? Former);

/// <summary>A row as a document holds it.</summary>
/// <param name="Bytes">The row.</param>
/// <param name="Batch">The commit that wrote it, or one after that in which it was the same.</param>
internal sealed record StoredRow(byte[] Bytes, long Batch);

/// <summary>Writes a page's documents in bulk, each under its commit's number as external version, and sorts out
/// what became
/// of every one.</summary>
internal sealed class BulkWriter(
    ElasticsearchClient client, string index, IDocuments documents, ElasticsearchOptions options, Retries retries)
{
    private readonly ArrayBufferWriter<byte> _body = new(64 * 1024);

    /// <summary>Writes them all. Afterwards each is there under this number.</summary>
    /// <exception cref="RowsRefusedException">Some documents will never be taken.</exception>
    /// <exception cref="ViewStorageException">The cluster does not take them now, or another process writes
    /// here.</exception>
    public void Write(IReadOnlyList<PageDocument> page, long batch)
    {
        var refused = new List<KeyValuePair<byte[], string>>();
        for (var first = 0; first < page.Count;)
        {
            _body.ResetWrittenCount();
            var chunk = new List<PageDocument>();
            using (var writer = new Utf8JsonWriter(_body, new JsonWriterOptions { SkipValidation = true }))
                for (; first < page.Count && _body.WrittenCount < options.BulkBytes; first++)
                {
                    chunk.Add(page[first]);
                    Append(writer, page[first], batch);
                }

            WriteChunk(chunk, batch, refused);
        }

        if (refused.Count > 0) throw new RowsRefusedException(refused);
    }

    /// <summary>Sends what is left of a chunk until each document's fate is known.</summary>
    private void WriteChunk(List<PageDocument> chunk, long batch, List<KeyValuePair<byte[], string>> refused)
    {
        var left = chunk;
        retries.Run(() =>
        {
            if (!ReferenceEquals(left, chunk)) Rewrite(left, batch);
            using var answer = client.Send(HttpMethod.Post, $"{index}/_bulk", _body.WrittenMemory, isLines: true);
            var (busy, why) = SortOut(answer.RootElement, left, batch, refused);
            if (busy.Count == 0) return;
            left = busy;
            throw why!;
        });
    }

    private void Rewrite(List<PageDocument> page, long batch)
    {
        _body.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_body, new JsonWriterOptions { SkipValidation = true });
        foreach (var document in page) Append(writer, document, batch);
    }

    private (List<PageDocument> Busy, ElasticsearchException? Why) SortOut(
        JsonElement answer, List<PageDocument> sent, long batch, List<KeyValuePair<byte[], string>> refused)
    {
        List<PageDocument> busy = [], known = [];
        ElasticsearchException? why = null;
        if (!answer.GetProperty("errors").GetBoolean()) return (busy, why);
        var place = 0;
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            var document = sent[place++];
            var outcome = item.EnumerateObject().First().Value;
            switch (outcome.GetProperty("status").GetInt32())
            {
                case >= 200 and < 300 or 404 when document.Row is null: // what is removed may have been gone
                case >= 200 and < 300:
                    break;
                case 409:
                    known.Add(document);
                    break;
                case var status when ElasticsearchException.IsPassingStatus(status):
                    busy.Add(document);
                    why = new ElasticsearchException(status, "", Reason(outcome));
                    break;
                case 400 or 413:
                    refused.Add(new(document.Key, Reason(outcome)));
                    break;
                case var status:
                    throw new ElasticsearchException(status, "", Reason(outcome));
            }
        }

        RequireMine(known, batch);
        return (busy, why);
    }

    /// <summary>A document that was there already may be this commit's, sent before and its answer lost. A newer one
    /// says that
    /// this process is not the owner any more.</summary>
    private void RequireMine(List<PageDocument> known, long batch)
    {
        if (known.Count == 0) return;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteStartArray("ids");
            foreach (var document in known) writer.WriteStringValue(document.Id);
            writer.WriteEndArray();
        });
        using var answer = client.Send(HttpMethod.Post, $"{index}/_mget?_source=false", body);
        foreach (var found in answer.RootElement.GetProperty("docs").EnumerateArray())
            if (found.GetProperty("found").GetBoolean() && found.GetProperty("_version").GetInt64() > batch)
                throw new ElasticsearchException(409, "", $"Document {found.GetProperty("_id")} was written by a newer owner.");
    }

    private void Append(Utf8JsonWriter writer, PageDocument document, long batch)
    {
        WriteAction(writer, document, batch);
        if (document.Row is not { } row) return;
        writer.WriteStartObject();
        documents.Write(document.Key, row, writer);
        writer.WriteBase64String("row", row);
        writer.WriteNumber("batch", batch);
        if (document.Former is { } former)
        {
            writer.WriteBase64String("former_row", former.Bytes);
            writer.WriteNumber("former_batch", former.Batch);
        }

        writer.WriteEndObject();
        EndLine(writer);
    }

    private void WriteAction(Utf8JsonWriter writer, PageDocument document, long batch)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(document.Row is null ? "delete" : "index");
        writer.WriteString("_id", document.Id);
        writer.WriteNumber("version", batch);
        writer.WriteString("version_type", "external");
        writer.WriteEndObject();
        writer.WriteEndObject();
        EndLine(writer);
    }

    private void EndLine(Utf8JsonWriter writer)
    {
        writer.Flush();
        writer.Reset();
        _body.Write("\n"u8);
    }

    private static string Reason(JsonElement outcome) =>
        outcome.TryGetProperty("error", out var error) ? error.ToString() : outcome.ToString();
}
