using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.ReadModels.Reading;
using Npgsql;

namespace Docket.ReadModels.Postgres.Reading;

/// <summary>Where a view stood when its rows were read: the first two columns of every query.</summary>
/// <param name="Checkpoint">Everything up to here is in the rows, parked or waiting.</param>
/// <param name="Parking">What stood still then.</param>
internal sealed record Stand(Position Checkpoint, Parking Parking)
{
    /// <summary>How many columns of a query it takes.</summary>
    public const int Columns = 2;

    public static Stand Read(NpgsqlDataReader row) => new(
        new Position(row.GetInt64(0)), Parking.Read(row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)));

    /// <summary>What an answer read then says of its freshness.</summary>
    public ReadPoint PointFor(Freshness freshness) => new(Checkpoint, Checkpoint < freshness.MinSeq);
}
