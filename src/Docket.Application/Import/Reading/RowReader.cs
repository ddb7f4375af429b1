using Docket.Application.Import.Mapping;
using Docket.Domain.Orders;
using Docket.Domain.Shared;

namespace Docket.Application.Import.Reading;

/// <summary>Turns the source's rows into import rows, or says why a row is left out.</summary>
internal sealed class RowReader
{
    private readonly CsvSource _source;
    private readonly ImportMapping _mapping;
    private readonly FieldReaders _read;
    private readonly (RejectRule Rule, int Column)[] _rejects;
    private readonly int _document, _product, _name, _quantity, _time, _price;
    private readonly int? _customer;

    public RowReader(CsvSource source, ImportMapping mapping)
    {
        _source = source;
        _mapping = mapping;
        _read = new FieldReaders(mapping);
        int ColumnOf(string name) => source.ColumnOf(name, mapping.Name);
        (_document, _product, _name) =
            (ColumnOf(mapping.Columns.Document), ColumnOf(mapping.Columns.Product), ColumnOf(mapping.Columns.Name));
        (_quantity, _time, _price) =
            (ColumnOf(mapping.Columns.Quantity), ColumnOf(mapping.Columns.Time), ColumnOf(mapping.Columns.Price));
        _customer = mapping.Columns.Customer is { } customer ? ColumnOf(customer) : null;
        _rejects = [.. mapping.Rejects.Select(rule => (rule, rule.Column is { } column ? ColumnOf(column) : -1))];
    }

    /// <summary>Reads the source's current row.</summary>
    /// <returns>Why it is left out, or null where <paramref name="row"/> is filled.</returns>
    public string? WhyNot(out ImportRow row)
    {
        row = default;
        if (_source.FieldCount < _source.Header.Count) return "too few fields";
        var kind = _read.Kinds[_source[_document]];
        foreach (var (rule, column) in _rejects)
            if (Applies(rule, column, kind)) return rule.Reason;
        return kind == RowKind.Other ? "neither sale nor credit" : WhyUnreadable(kind, out row);
    }

    private bool Applies(RejectRule rule, int column, RowKind kind)
    {
        if (rule.Of is { } of && of != kind) return false;
        if (column < 0) return true;
        var text = _source[column];
        return rule switch
        {
            { Matches: { } pattern } => pattern.IsMatch(text),
            { Is: RowTest.Empty } => string.IsNullOrWhiteSpace(text),
            { Is: RowTest.NotEmpty } => !string.IsNullOrWhiteSpace(text),
            { Is: RowTest.NotPositive } => _read.Numbers[text] <= 0,
            { Is: RowTest.NotNegative } => _read.Numbers[text] >= 0,
            _ => _read.Numbers[text] is { } number && !decimal.IsInteger(number * _mapping.MinorPerMajor),
        };
    }

    /// <summary>What holds for every mapping, because an order could not be made of the row otherwise.</summary>
    private string? WhyUnreadable(RowKind kind, out ImportRow row)
    {
        row = default;
        if (_read.Documents[_source[_document]] is not { } document) return "document id not usable";
        if (_read.Products[_source[_product]] is not { } product) return "product id not usable";
        if (_read.Times[_source[_time]] is not { } time) return "time not readable";
        if (_read.Numbers[_source[_quantity]] is not { } quantity || !decimal.IsInteger(quantity))
            return "quantity not readable";
        if (kind == RowKind.Credit ? quantity >= 0 : quantity < 1) return "quantity of the wrong sign";
        if (Math.Abs(quantity) > OrderLimits.QuantityMax) return $"quantity above {OrderLimits.QuantityMax}";
        if (_read.Numbers[_source[_price]] is not { } price || price < 0) return "price not readable";
        var minor = price * _mapping.MinorPerMajor;
        if (!decimal.IsInteger(minor)) return "price below the minor unit";
        if (minor > Money.Max.Minor) return "price too large";

        var customer = Customer(out var isUsable);
        if (!isUsable) return "customer id not usable";
        var name = _source[_name].Trim() is { Length: > 0 } given ? given : product.Value;
        if (name.Length > OrderLimits.NameLengthMax) return $"name above {OrderLimits.NameLengthMax} characters";
        row = new ImportRow(
            _source.Line, kind, document, time, customer, product, name, (int)quantity, new Money((long)minor));
        return null;
    }

    private CustomerId? Customer(out bool isUsable)
    {
        var text = _customer is { } column ? _source[column] : "";
        var customer = string.IsNullOrWhiteSpace(text) ? null : _read.Customers[text];
        isUsable = customer is not null || string.IsNullOrWhiteSpace(text);
        return customer;
    }
}
