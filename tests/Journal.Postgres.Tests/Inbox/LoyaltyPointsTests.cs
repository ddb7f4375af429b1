using System.Diagnostics;
using System.Globalization;
using Docket.Journal.Files.Publishing;
using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests.Inbox;

/// <summary>The sample service as a process, on input as bad as a relay may make it.</summary>
public sealed class LoyaltyPointsTests(SharedServer shared) : IDisposable
{
    private const int Orders = 300;
    private const int Customers = 7;
    private readonly string _directory = Directory.CreateTempSubdirectory("docket-loyalty-").FullName;
    private readonly Random _chance = new(4711);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Points_are_right_under_repeats_and_kills_at_random_moments()
    {
        var database = await shared.Server.CreateDatabaseAsync();
        var expected = await PublishWithRepeatsAsync();

        for (var kill = 0; kill < 6; kill++) await RunUntilKilledAsync(database, _chance.Next(1, 60));
        var said = await RunAsync(database);

        Assert.Equal(expected, said);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Each partition's events, and then stretches of them again, as a relay sends after losing its marks.</summary>
    private async Task<SortedDictionary<string, long>> PublishWithRepeatsAsync()
    {
        using var files = new FilePublisher(new FilePublisherOptions { Directory = _directory });
        var minor = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var events = new List<OutgoingEvent>();
        for (var order = 0; order < Orders; order++)
        {
            var customer = $"customer-{order % Customers}";
            var amount = _chance.Next(100, 100_000);
            events.Add(Event(events.Count, order, customer, "payment_confirmed", "amount", amount));
            var back = order % 5 == 0 ? amount : order % 3 == 0 ? amount / 3 : 0;
            if (back > 0)
                events.Add(Event(
                    events.Count, order, customer, order % 5 == 0 ? "cancelled" : "refund_issued",
                    order % 5 == 0 ? "paid_back" : "amount", back));
            minor[customer] = minor.GetValueOrDefault(customer) + amount - back;
        }

        foreach (var partition in events.GroupBy(one => OutboxPartitions.Of(one.AggregateId)))
            await PublishAsync(files, partition.Key, [.. partition]);
        return new(minor.ToDictionary(one => one.Key, one => one.Value / 100), StringComparer.Ordinal);
    }

    private async Task PublishAsync(FilePublisher files, int partition, List<OutgoingEvent> events)
    {
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            await files.TakeOverAsync(partition, epoch, Cancelled);
            var from = epoch == 1 ? 0 : _chance.Next(events.Count);
            await files.PublishAsync(
                new PublishBatch(partition, epoch, events[from..], events[^1].Position), Cancelled);
        }
    }

    private static OutgoingEvent Event(
        int number, int order, string customer, string what, string field, long amount)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var type = $"docket.order.{what}.v1";
        var payload = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"specversion":"1.0","id":"{{{id}}}","type":"{{{type}}}","data":{"customer_id":"{{{customer}}}","{{{field}}}":{{{amount}}} } }
            """);
        return new OutgoingEvent(
            id, new Position(number + 1), "order", $"o-{order}", type, System.Text.Encoding.UTF8.GetBytes(payload));
    }

    private async Task RunUntilKilledAsync(string database, int bookings)
    {
        using var service = Start(database);
        for (var booked = 0; booked < bookings; booked++)
        {
            if (await service.StandardOutput.ReadLineAsync(Cancelled) is null) break;
        }

        service.Kill();
        await service.WaitForExitAsync(Cancelled);
    }

    private async Task<SortedDictionary<string, long>> RunAsync(string database)
    {
        using var service = Start(database);
        var said = await service.StandardOutput.ReadToEndAsync(Cancelled);
        await service.WaitForExitAsync(Cancelled);
        Assert.Equal(0, service.ExitCode);
        return new(
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("booked", StringComparison.Ordinal)).Select(line => line.Split(' '))
                .ToDictionary(line => line[0], line => long.Parse(line[1], CultureInfo.InvariantCulture)),
            StringComparer.Ordinal);
    }

    private Process Start(string database) => Process.Start(new ProcessStartInfo(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "LoyaltyPoints.dll"), _directory, shared.Server.ConnectionString(database)])
    {
        RedirectStandardOutput = true,
    })!;
}
