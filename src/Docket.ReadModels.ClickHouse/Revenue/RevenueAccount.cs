using Docket.Domain.Shared;
using Docket.Kernel;

namespace Docket.ReadModels.ClickHouse.Revenue;

/// <summary>An order's currency, and what each of its events brought in or gave back.</summary>
internal sealed record RevenueAccount(Currency Currency, ValueList<RevenueEntry> Entries);

/// <summary>Money in or out by one event.</summary>
/// <param name="Position">The event's.</param>
/// <param name="Day">UTC.</param>
/// <param name="Orders">1 for an order's first payment.</param>
/// <param name="Gross">Paid.</param>
/// <param name="Refunds">Given back, by refund or with a cancelling: the compensating entry.</param>
internal readonly record struct RevenueEntry(long Position, DateOnly Day, long Orders, Money Gross, Money Refunds);
