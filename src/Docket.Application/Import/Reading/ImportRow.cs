using Docket.Application.Import.Mapping;
using Docket.Domain.Shared;

namespace Docket.Application.Import.Reading;

/// <summary>One row that the mapping takes.</summary>
/// <param name="Line">Its line in the file, from 1 with the header.</param>
/// <param name="Kind">Sale or credit.</param>
/// <param name="Document">The order's or the credit note's id.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Customer">Whose; null for a guest's.</param>
/// <param name="Product">Which product.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Quantity">As in the file: negative on a credit.</param>
/// <param name="UnitPrice">Price of one.</param>
internal readonly record struct ImportRow(
    int Line, RowKind Kind, OrderId Document, DateTimeOffset Time, CustomerId? Customer,
    Sku Product, string Name, int Quantity, Money UnitPrice);
