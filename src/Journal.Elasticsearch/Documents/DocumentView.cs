using System.Text.Json;

namespace Docket.Journal.Elasticsearch.Documents;

/// <summary>How one view lies in an index: a document a row, with the fields that are searched and the row's own
/// bytes.</summary>
/// <param name="View">The view's name.</param>
/// <param name="TemplateVersion">Raised when the mapping changes, and the projection's schema version with it.</param>
/// <param name="Properties">The mapping of the fields that <paramref name="NewDocuments"/> writes: the inside of
/// <c>properties</c> as JSON, each field followed by a comma.</param>
/// <param name="Order">A field that every document has, with another value in each: what walks over all of
/// them.</param>
/// <param name="NewDocuments">Writes documents.</param>
public sealed record DocumentView(
    string View, int TemplateVersion, string Properties, string Order, Func<IDocuments> NewDocuments);

/// <summary>Writes rows as documents.</summary>
public interface IDocuments
{
    /// <summary>A row's id: at most 512 bytes, and not the one that the stand has.</summary>
    string IdOf(ReadOnlySpan<byte> key);

    /// <summary>The key of an id.</summary>
    byte[] KeyOf(string id);

    /// <summary>Writes the fields that are searched.</summary>
    void Write(ReadOnlySpan<byte> key, byte[] row, Utf8JsonWriter document);
}
