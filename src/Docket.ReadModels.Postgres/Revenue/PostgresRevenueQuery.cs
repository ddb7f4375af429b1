using Docket.Domain.Shared;
using Docket.Kernel;
using Docket.ReadModels.Postgres.Reading;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Revenue;
using Npgsql;

namespace Docket.ReadModels.Postgres.Revenue;

/// <summary>Reads revenue from <c>revenue_days</c>: as many rows as the period has days.</summary>
internal sealed class PostgresRevenueQuery(ViewQueries view) : IRevenueQuery
{
    private readonly string _read = SqlFile.Query("revenue_days", view.Schema);

    public async ValueTask<Answer<ValueList<RevenueRow>>> ReadAsync(
        RevenuePeriod period, Freshness freshness, CancellationToken cancellationToken)
    {
        await view.WaitAsync(freshness, cancellationToken);
        var (stand, days) = await view.ReadAsync(
            () => new NpgsqlCommand(_read)
                .With(period.From ?? DateOnly.MinValue).With(period.To ?? DateOnly.MaxValue)
                .WithTextOrNone(period.Currency?.Code),
            Read, cancellationToken);
        var rows = RevenuePeriods.RollUp(days.OfType<RevenueDay>(), period.Granularity);
        return ViewReading.Answer(stand.PointFor(freshness), rows, stand.Parking, concerns: _ => true);
    }

    private static RevenueDay? Read(NpgsqlDataReader row) => row.IsDBNull(Stand.Columns)
        ? null
        : new RevenueDay(
            row.GetFieldValue<DateOnly>(Stand.Columns), row.GetInt64(Stand.Columns + 1),
            new Money(row.GetInt64(Stand.Columns + 2)), new Money(row.GetInt64(Stand.Columns + 3)));
}
