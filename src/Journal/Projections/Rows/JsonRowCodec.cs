using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Docket.Journal.Projections.Rows;

/// <summary>Keeps rows as JSON under a text as key: no codec has to be written for them.</summary>
/// <remarks>
/// Larger than fields written one by one, and slower to read. Raise the projection's schema version when the row's type
/// changes.
/// </remarks>
/// <param name="jsonType">The row's source-generated JSON description.</param>
public sealed class JsonRowCodec<TRow>(JsonTypeInfo<TRow> jsonType) : IRowCodec<string, TRow>
    where TRow : class
{
    /// <inheritdoc/>
    public void WriteKey(string key, RowWriter writer) => writer.WriteText(key);

    /// <inheritdoc/>
    public string ReadKey(ref RowReader reader) => reader.ReadText();

    /// <inheritdoc/>
    public void WriteRow(string key, TRow row, RowWriter writer) =>
        writer.WriteBytes(JsonSerializer.SerializeToUtf8Bytes(row, jsonType));

    /// <inheritdoc/>
    public TRow ReadRow(string key, ref RowReader reader)
    {
        try
        {
            return JsonSerializer.Deserialize(reader.ReadBytes((ulong)reader.Rest.Length), jsonType)
                ?? throw new InvalidDataException("A row is missing.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException(wrong.Message, wrong);
        }
    }
}
