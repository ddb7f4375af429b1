using Docket.Journal.Store;
using Docket.Kernel;
using Docket.Postgres.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Postgres.Rebuilding;

/// <summary>Fills tables of a schema from events, by the very function that fills the live ones.</summary>
internal sealed class StateFill(NpgsqlConnection connection, string schema, int argumentCount)
{
    private const int EngineArguments = 4;
    private readonly StateArguments _arguments = new();

    private readonly string _call = $"select {schema}.put_orders("
        + string.Join(", ", Enumerable.Range(1, EngineArguments + argumentCount).Select(n => $"${n}")) + ")";

    /// <summary>The last position filled in.</summary>
    public Position At { get; private set; } = Position.Start;

    /// <summary>Takes the journal's events up to a position; null: up to the end.</summary>
    public async Task RunAsync(
        IEventStore journal, Position? through, IProgress<Position>? progress, CancellationToken cancellationToken)
    {
        await foreach (var page in journal.ReadAllAsync(At, EventFilter.All, cancellationToken))
        {
            var wanted = page.Events.Where(recorded => through is null || recorded.Position <= through).ToList();
            await PutAsync(wanted, cancellationToken);
            At = through is { } end && page.Through > end ? end : page.Through;
            progress?.Report(At);
            if (At == through) return;
        }
    }

    // All of a stream's events in the page go as one append: a stream may stand in a call once.
    private async Task PutAsync(List<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _arguments.Clear();
        var (versions, positions, sizes) = (new List<long>(), new List<long>(), new List<int>());
        foreach (var stream in events.GroupBy(recorded => recorded.Stream))
        {
            var (last, made) = (stream.Last(), stream.Select(one => new NewEvent(one.Payload, one.Metadata)));
            versions.Add(last.Version.Value);
            positions.Add(last.Position.Value);
            sizes.Add(stream.Count());
            _arguments.Add(sizes.Count, new AppendRequest(stream.Key, ExpectedVersion.Any, made.ToValueList()));
        }

        if (_arguments.IsEmpty) return;
        await using var command = new NpgsqlCommand(_call, connection);
        command.Parameters.Add(Arrays.Of(NpgsqlDbType.Smallint, new short[sizes.Count]));
        command.Parameters.Add(Arrays.Of(NpgsqlDbType.Bigint, versions));
        command.Parameters.Add(Arrays.Of(NpgsqlDbType.Bigint, positions));
        command.Parameters.Add(Arrays.Of(NpgsqlDbType.Integer, sizes));
        _arguments.AddTo(command.Parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
