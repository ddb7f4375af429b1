using System.Text.Json.Serialization.Metadata;

namespace Docket.Api.Requests;

/// <summary>A command's body as it arrives: every member optional, so that all that is missing can be said at
/// once.</summary>
internal interface IRequestBody<TSelf>
    where TSelf : class, IRequestBody<TSelf>
{
    /// <summary>Its source-generated description.</summary>
    static abstract JsonTypeInfo<TSelf> JsonType { get; }

    /// <summary>Whether no body at all means an empty one.</summary>
    static virtual bool MayBeAbsent => false;

    /// <summary>Notes everything that is wrong, each at its path.</summary>
    void Check(FieldErrors errors);
}
