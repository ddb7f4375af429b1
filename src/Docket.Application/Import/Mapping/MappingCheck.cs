using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Docket.Domain.Shared;

namespace Docket.Application.Import.Mapping;

/// <summary>Turns a mapping file into a mapping, or says which key is wrong and what it may be.</summary>
internal sealed class MappingCheck(string origin)
{
    private const int MinorDigitsMax = 6;

    public ImportMapping Check(MappingFile file)
    {
        var columns = Required(file.Columns, "columns");
        var formats = Required(file.Formats, "formats");
        var documents = Required(file.Documents, "documents");
        var minorDigits = formats.MinorDigits ?? 2;
        if (minorDigits is < 0 or > MinorDigitsMax) throw Wrong("formats.minor_digits", $"it is 0-{MinorDigitsMax}");
        return new ImportMapping
        {
            Name = Name(file.Name),
            Delimiter = (file.Delimiter ?? ",") is [var delimiter]
                ? delimiter
                : throw Wrong("delimiter", "it is one character"),
            Columns = new MappingColumns(
                Required(columns.Document, "columns.document"), Required(columns.Product, "columns.product"),
                Required(columns.Name, "columns.name"), Required(columns.Quantity, "columns.quantity"),
                Required(columns.Time, "columns.time"), Required(columns.Price, "columns.price"), columns.Customer),
            TimeFormat = TimeFormat(formats.Time),
            TimeZone = TimeZone(formats.TimeZone ?? "UTC"),
            Numbers = Numbers(formats.DecimalMark ?? "."),
            Currency = Currency.TryParse(Required(formats.Currency, "formats.currency"), out var currency)
                ? currency
                : throw Wrong("formats.currency", "it wants three capital letters such as EUR"),
            MinorPerMajor = (decimal)Math.Pow(10, minorDigits),
            DocumentRewrites = Rewrites(file.Ids?.Document, "ids.document"),
            CustomerRewrites = Rewrites(file.Ids?.Customer, "ids.customer"),
            ProductRewrites = Rewrites(file.Ids?.Product, "ids.product"),
            Sale = Pattern(Required(documents.Sale, "documents.sale"), "documents.sale"),
            Credit = documents.Credit is { } credit ? Pattern(credit, "documents.credit") : null,
            Rejects = [.. Required(file.Rejects, "rejects").Select(Rule)],
            UnmatchedCredit = file.UnmatchedCredit ?? "no order to credit",
        };
    }

    private string Name(string? name) =>
        Regex.IsMatch(Required(name, "name"), "^[a-z0-9._-]{1,32}$")
            ? name!
            : throw Wrong("name", "it wants 1-32 characters of a-z 0-9 . _ -");

    private string TimeFormat(string? format)
    {
        // The month and the minute are easily mixed up: a format that does not give back what it wrote is refused.
        var probe = new DateTime(2011, 10, 18, 23, 0, 0, DateTimeKind.Unspecified);
        try
        {
            var text = probe.ToString(Required(format, "formats.time"), CultureInfo.InvariantCulture);
            if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var back)
                && back.Date == probe.Date)
                return format!;
        }
        catch (FormatException)
        {
            // Told below, with an example.
        }

        throw Wrong("formats.time", "it wants a date and time format such as 'yyyy-MM-dd HH:mm:ss'");
    }

    private TimeZoneInfo TimeZone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw Wrong("formats.time_zone", $"'{id}' is not known here; UTC always is");

    private NumberFormatInfo Numbers(string mark) => mark is "." or ","
        ? NumberFormatInfo.ReadOnly(new NumberFormatInfo
        {
            NumberDecimalSeparator = mark,
            NumberGroupSeparator = mark == "." ? "," : ".",
        })
        : throw Wrong("formats.decimal_mark", "it is '.' or ','");

    private List<IdRewrite> Rewrites(MappingFileRewrite[]? rewrites, string key) =>
    [
        .. (rewrites ?? []).Select(rewrite => new IdRewrite(
            Pattern(Required(rewrite.Pattern, $"{key}.pattern"), $"{key}.pattern"),
            Required(rewrite.Replace, $"{key}.replace"))),
    ];

    private RejectRule Rule(MappingFileReject rule, int index)
    {
        var key = $"rejects[{index}]";
        var hasTest = rule.Is is not null || rule.Matches is not null;
        if (rule is { Is: not null, Matches: not null }) throw Wrong(key, "it has 'is' or 'matches', not both");
        if (hasTest != rule.Column is not null) throw Wrong(key, "'column' goes with 'is' or 'matches'");
        if (!hasTest && rule.Of is null) throw Wrong(key, "it would reject every row; it wants 'of', or 'column' and a test");
        return new RejectRule(
            Required(rule.Reason, $"{key}.reason"),
            rule.Of is null ? null : OneOf<RowKind>(rule.Of, $"{key}.of"),
            rule.Column,
            rule.Is is null ? null : OneOf<RowTest>(rule.Is, $"{key}.is"),
            rule.Matches is null ? null : Pattern(rule.Matches, $"{key}.matches"));
    }

    private TEnum OneOf<TEnum>(string text, string key)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
            if (InFile(value.ToString()) == text) return value;
        var possible = string.Join(", ", Enum.GetNames<TEnum>().Select(InFile));
        throw Wrong(key, $"'{text}' is none of {possible}");
    }

    private static string InFile(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private Regex Pattern(string pattern, string key)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException failure)
        {
            throw Wrong(key, $"'{pattern}' is not a regular expression ({failure.Message})");
        }
    }

    private T Required<T>([NotNull] T? value, string key)
        where T : class => value ?? throw new ImportException($"Mapping {origin} lacks the key '{key}'.");

    private ImportException Wrong(string key, string why) => new($"Mapping {origin}, key '{key}': {why}.");
}
