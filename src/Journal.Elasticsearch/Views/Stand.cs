using System.Text.Json;
using Docket.Journal.Elasticsearch.Talking;
using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>How far an index is: a document of its own, written when all that it speaks of can be searched, and read
/// by its
/// id, which needs no refresh.</summary>
/// <param name="State">Where the index stands.</param>
/// <param name="Batch">The newest owner's number: what is written with a smaller one comes too late.</param>
/// <param name="Settled">Documents of commits up to this one belong to the state; later ones were left by a
/// crash.</param>
/// <param name="SchemaVersion">What the rows are written as.</param>
internal sealed record Stand(RowStoreState State, long Batch, long Settled, int SchemaVersion)
{
    /// <summary>Reads it from the answer to a get.</summary>
    public static Stand Read(JsonElement document)
    {
        var source = document.GetProperty("_source");
        return new Stand(
            RowStateBytes.Read(source.GetProperty("stand").GetBytesFromBase64()), source.GetProperty("batch").GetInt64(),
            source.GetProperty("settled").GetInt64(), source.GetProperty("schema_version").GetInt32());
    }

    public ReadOnlyMemory<byte> Write() => JsonBody.Of(writer =>
    {
        writer.WriteBase64String("stand", RowStateBytes.Write(State));
        writer.WriteNumber("batch", Batch);
        writer.WriteNumber("settled", Settled);
        writer.WriteNumber("schema_version", SchemaVersion);
    });
}
