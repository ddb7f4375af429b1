using System.Globalization;
using Docket.Faults.Bench;

// Docket.Faults.Bench faults [SECONDS]              p99 of POST /orders while engines fail, beside no fault
// Docket.Faults.Bench reports HISTORY.csv.gz [SECONDS]  the same while the heaviest reports are asked in a loop
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["faults", .. var rest]:
        await FaultRun.RunAsync(SecondsOf(rest, 6));
        return 0;
    case ["reports", var history, .. var rest]:
        await ReportRun.RunAsync(history, SecondsOf(rest, 8));
        return 0;
    default:
        Console.Error.WriteLine("Docket.Faults.Bench faults [SECONDS] | reports HISTORY.csv.gz [SECONDS]");
        return 2;
}

static TimeSpan SecondsOf(string[] rest, int otherwise) =>
    TimeSpan.FromSeconds(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : otherwise);
