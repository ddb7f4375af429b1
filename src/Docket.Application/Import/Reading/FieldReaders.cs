using System.Globalization;
using Docket.Application.Import.Mapping;
using Docket.Domain.Shared;

namespace Docket.Application.Import.Reading;

/// <summary>
/// Reads single fields as the mapping says they are written; null where a text is not what it should be.
/// </summary>
internal sealed class FieldReaders
{
    private const NumberStyles Number =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private readonly ImportMapping _mapping;

    public FieldReaders(ImportMapping mapping)
    {
        _mapping = mapping;
        Numbers = new(ReadNumber);
        Times = new(ReadTime);
        Kinds = new(ReadKind);
        Documents = new(text => ReadId<OrderId>(text, mapping.DocumentRewrites));
        Customers = new(text => ReadId<CustomerId>(text, mapping.CustomerRewrites));
        Products = new(text => ReadId<Sku>(text, mapping.ProductRewrites));
    }

    public Memo<decimal?> Numbers { get; }

    public Memo<DateTimeOffset?> Times { get; }

    public Memo<RowKind> Kinds { get; }

    public Memo<OrderId?> Documents { get; }

    public Memo<CustomerId?> Customers { get; }

    public Memo<Sku?> Products { get; }

    private decimal? ReadNumber(string text) =>
        decimal.TryParse(text, Number, _mapping.Numbers, out var number) ? number : null;

    private DateTimeOffset? ReadTime(string text)
    {
        if (!DateTime.TryParseExact(
                text, _mapping.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time))
            return null;
        var local = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        return _mapping.TimeZone.IsInvalidTime(local)
            ? null
            : new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, _mapping.TimeZone));
    }

    private RowKind ReadKind(string document) =>
        _mapping.Sale.IsMatch(document) ? RowKind.Sale
        : _mapping.Credit?.IsMatch(document) == true ? RowKind.Credit
        : RowKind.Other;

    private static TId? ReadId<TId>(string text, IReadOnlyList<IdRewrite> rewrites)
        where TId : struct, ITextId<TId>
    {
        foreach (var rewrite in rewrites) text = rewrite.Pattern.Replace(text, rewrite.Replacement);
        return TId.TryParse(text, out var id) ? id : null;
    }
}
