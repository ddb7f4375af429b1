using Docket.Domain.Shared;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.Postgres.Reading;
using Docket.ReadModels.Reading;
using Npgsql;

namespace Docket.ReadModels.Postgres.Analytics;

/// <summary>Reads the figures over all orders from <c>analytics_totals</c>.</summary>
internal sealed class PostgresAnalyticsQuery(ViewQueries view) : IAnalyticsQuery
{
    private readonly string _read = SqlFile.Query("analytics", view.Schema);

    public async ValueTask<Answer<OrderAnalytics>> ReadAsync(Freshness freshness, CancellationToken cancellationToken)
    {
        await view.WaitAsync(freshness, cancellationToken);
        var (stand, rows) = await view.ReadAsync(() => new NpgsqlCommand(_read), Read, cancellationToken);
        return ViewReading.Answer(stand.PointFor(freshness), rows[0], stand.Parking, concerns: _ => true);
    }

    private static OrderAnalytics Read(NpgsqlDataReader row)
    {
        long Figure(int number) => row.GetInt64(Stand.Columns + number);
        return new OrderAnalytics(
            Figure(0), Figure(1), new Money(Figure(2)), new Money(Figure(3)),
            Figure(4), Figure(5), Figure(6), Figure(7), new Money(Figure(8)));
    }
}
