using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docket.Application.Import.Mapping;

/// <summary>A mapping as its file has it: anything may be missing. <see cref="MappingReader"/> checks it.</summary>
internal sealed record MappingFile
{
    public string? Name { get; init; }

    public string? Delimiter { get; init; }

    public MappingFileColumns? Columns { get; init; }

    public MappingFileFormats? Formats { get; init; }

    public MappingFileIds? Ids { get; init; }

    public MappingFileDocuments? Documents { get; init; }

    public MappingFileReject[]? Rejects { get; init; }

    public string? UnmatchedCredit { get; init; }
}

internal sealed record MappingFileColumns(
    string? Document, string? Product, string? Name, string? Quantity, string? Time, string? Price, string? Customer);

internal sealed record MappingFileFormats(
    string? Time, string? TimeZone, string? DecimalMark, string? Currency, int? MinorDigits);

internal sealed record MappingFileIds(
    MappingFileRewrite[]? Document, MappingFileRewrite[]? Customer, MappingFileRewrite[]? Product);

internal sealed record MappingFileRewrite(string? Pattern, string? Replace);

internal sealed record MappingFileDocuments(string? Sale, string? Credit);

internal sealed record MappingFileReject(string? Reason, string? Of, string? Column, string? Is, string? Matches);

/// <summary>Comments and trailing commas are welcome: people write these files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(MappingFile))]
internal sealed partial class MappingJson : JsonSerializerContext;
