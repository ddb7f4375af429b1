using System.Globalization;
using Docket.Journal.Files.Publishing;
using Docket.Journal.Postgres.Outbox;
using Docket.Journal.RelayProcess;
using Microsoft.Extensions.Logging.Abstractions;

// A relay as a process of its own, to be killed: CONNECTION DIRECTORY ENGINE LEASE_MILLISECONDS [STOP_AT BATCH].
// Says each step on standard output. Ends when standard input ends.
var options = new OutboxRelayOptions
{
    ConnectionString = args[0],
    Engine = Enum.Parse<RelayEngine>(args[2]),
    LeaseLength = TimeSpan.FromMilliseconds(int.Parse(args[3], CultureInfo.InvariantCulture)),
    PollInterval = TimeSpan.FromMilliseconds(50),
    WatermarkInterval = TimeSpan.FromMilliseconds(50),
    PageRowsMax = 20,
    RetryPauseMin = TimeSpan.FromMilliseconds(10),
    KeepPublished = TimeSpan.Zero,
};
var (stopAt, batch) = args.Length < 6
    ? (StopAt.Never, 0)
    : (Enum.Parse<StopAt>(args[4]), int.Parse(args[5], CultureInfo.InvariantCulture));
using var files = new FilePublisher(new FilePublisherOptions { Directory = args[1] });
using var publisher = new StoppingPublisher(files, stopAt, batch);
await using var relay = await OutboxRelay.StartAsync(
    options, publisher, TimeProvider.System, NullLogger.Instance,
    CancellationToken.None);

// Where it stops, the publisher reads standard input, and the process is there to be killed.
if (stopAt != StopAt.Never) await new TaskCompletionSource().Task;
while (await Console.In.ReadLineAsync() is not null)
{
}
