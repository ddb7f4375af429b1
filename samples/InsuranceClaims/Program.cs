using System.Globalization;
using Docket.Journal.Deciding;
using Docket.Journal.Files;
using Docket.Journal.Files.Views;
using InsuranceClaims;
using Microsoft.Extensions.Logging.Abstractions;

// Two claims from report to end. InsuranceClaims [DIRECTORY]: what is there stays there; without one it is thrown away.
var kept = args is [var given] ? given : null;
var directory = kept ?? Directory.CreateTempSubdirectory("claims-").FullName;
try
{
    await using var journal = FileEventStore.Open(
        new FileStoreOptions { Directory = Path.Combine(directory, "journal") }, ClaimCodec.Create(), TimeProvider.System,
        NullLogger.Instance);
    await using var desk = await ClaimDesk.OpenAsync(
        journal, new FileViewStorage(Path.Combine(directory, "views"), new FileViewOptions(), NullLogger.Instance),
        TimeProvider.System, CancellationToken.None);
    await WalkAsync(desk);
}
finally
{
    if (kept is null) Directory.Delete(directory, recursive: true);
}

static async Task WalkAsync(ClaimDesk desk)
{
    var now = desk.Now;
    await DoAsync("bike", new ReportClaim("P-17", "theft", Cover: 1_500_000, Excess: 20_000) { At = now });
    await DoAsync("flood", new ReportClaim("P-40", "water", Cover: 5_000_000, Excess: 50_000) { At = now });
    await DoAsync("roof", new ReportClaim("P-52", "storm", Cover: 800_000, Excess: 30_000) { At = now });
    await ReservesAsync();
    await DoAsync("bike", new AssessClaim("ada", Damage: 140_000) { At = now });
    await DoAsync("bike", new AddEvidence("police-report") { At = now });
    await DoAsync("bike", new AssessClaim("ada", Damage: 140_000) { At = now });
    await DoAsync("bike", new ApprovePayout("ada") { At = now });
    await DoAsync("bike", new ApprovePayout("bob") { At = now });
    await DoAsync("flood", new AssessClaim("ada", Damage: 3_050_000) { At = now });
    await DoAsync("flood", new ApprovePayout("bob") { At = now });
    await DoAsync("flood", new PayClaim("pay-2") { At = now });
    await DoAsync("flood", new ApprovePayout("cid") { At = now });
    await ReservesAsync();
    await DoAsync("bike", new PayClaim("pay-1") { At = now }, key: "transfer-1");
    await DoAsync("bike", new PayClaim("pay-1") { At = now }, key: "transfer-1");
    await DoAsync("flood", new PayClaim("pay-2") { At = now }, key: "transfer-2");
    await ReservesAsync();
    Console.WriteLine($"the view made anew: {(await desk.RebuildAsync(CancellationToken.None))!.Outcome}");

    async Task DoAsync(string claim, ClaimCommand command, string? key = null) =>
        Console.WriteLine($"{claim,-6}{command.GetType().Name,-14}" + await desk.ExecuteAsync(
            claim, command, key, CancellationToken.None) switch
        {
            CommandOutcome<ClaimRejection>.Done { Repeated: true } done => $"was done before: version {done.Version}",
            CommandOutcome<ClaimRejection>.Done done => $"version {done.Version}",
            CommandOutcome<ClaimRejection>.Rejected { Reason: var no } => $"no ({no.Rule}): {no.Title}",
            var other => $"{other}",
        });

    async Task ReservesAsync()
    {
        foreach (var (cause, claims, reserve) in await desk.ReservesAsync(CancellationToken.None))
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"      put by for {cause}: {reserve / 100m:0.00} in {claims} claim(s)"));
    }
}
