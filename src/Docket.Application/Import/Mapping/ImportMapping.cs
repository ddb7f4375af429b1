using System.Globalization;
using System.Text.RegularExpressions;
using Docket.Domain.Shared;

namespace Docket.Application.Import.Mapping;

/// <summary>How an export becomes orders, checked and ready to use.</summary>
internal sealed record ImportMapping
{
    /// <summary>Part of every command's idempotency key.</summary>
    public required string Name { get; init; }

    public required char Delimiter { get; init; }

    public required MappingColumns Columns { get; init; }

    public required string TimeFormat { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    public required NumberFormatInfo Numbers { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Minor units in one of the currency: 100 where it has two decimals.</summary>
    public required decimal MinorPerMajor { get; init; }

    public required IReadOnlyList<IdRewrite> DocumentRewrites { get; init; }

    public required IReadOnlyList<IdRewrite> CustomerRewrites { get; init; }

    public required IReadOnlyList<IdRewrite> ProductRewrites { get; init; }

    public required Regex Sale { get; init; }

    public required Regex? Credit { get; init; }

    public required IReadOnlyList<RejectRule> Rejects { get; init; }

    public required string UnmatchedCredit { get; init; }
}

/// <summary>The columns' names; no customer column means that every order is a guest's.</summary>
internal sealed record MappingColumns(
    string Document, string Product, string Name, string Quantity, string Time, string Price, string? Customer);

/// <summary>One replacement within an id.</summary>
internal sealed record IdRewrite(Regex Pattern, string Replacement);

/// <summary>One reason to leave a row out. Without a column it is the kind of row alone.</summary>
internal sealed record RejectRule(string Reason, RowKind? Of, string? Column, RowTest? Is, Regex? Matches);

internal enum RowKind
{
    Sale,
    Credit,
    Other,
}

internal enum RowTest
{
    NotPositive,
    NotNegative,
    Empty,
    NotEmpty,
    SubMinor,
}
