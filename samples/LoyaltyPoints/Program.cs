using LoyaltyPoints;
using Npgsql;

// LoyaltyPoints DIRECTORY CONNECTION [--follow]: books what was published into the directory, and says the points.
if (args is not [var directory, var connection, .. var rest])
{
    Console.Error.WriteLine("LoyaltyPoints DIRECTORY CONNECTION [--follow]");
    return 2;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
await using var database = NpgsqlDataSource.Create(connection);
var book = new PointsBook(database);
await book.MigrateAsync(stopping.Token);
try
{
    do
    {
        while (await ReadOnAsync())
        {
        }

        if (rest is ["--follow"]) await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stopping.Token);
    }
    while (rest is ["--follow"]);
}
catch (OperationCanceledException)
{
    // Asked to stop; everything booked stays booked.
}

foreach (var (customer, points) in await book.PointsAsync(CancellationToken.None))
    Console.WriteLine($"{customer} {points}");
return 0;

async Task<bool> ReadOnAsync()
{
    var moved = false;
    foreach (var path in Directory.EnumerateFiles(directory, "partition-*.jsonl"))
    {
        var tail = new PartitionTail(path);
        var offset = await book.OffsetAsync(tail.Name, stopping.Token);
        var (lines, next) = await tail.ReadAsync(offset, stopping.Token);
        foreach (var line in lines)
        {
            if (PublishedEvent.Parse(line.Span) is { } published && await book.BookAsync(published, stopping.Token))
                Console.WriteLine($"booked {published.Id}");
        }

        if (next == offset) continue;
        await book.ReadOnAtAsync(tail.Name, next, stopping.Token);
        moved = true;
    }

    return moved;
}
