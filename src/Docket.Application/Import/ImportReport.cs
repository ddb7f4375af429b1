using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docket.Application.Import;

/// <summary>
/// What an import found and did. Every figure but the last three is the same however often it is run.
/// </summary>
public sealed record ImportReport
{
    /// <summary>Rows in the file.</summary>
    public required long Rows { get; init; }

    /// <summary>Orders made of them.</summary>
    public required long Orders { get; init; }

    /// <summary>Order lines: sale rows applied.</summary>
    public required long Lines { get; init; }

    /// <summary>Different customers among the orders.</summary>
    public required long Customers { get; init; }

    /// <summary>Orders without a customer.</summary>
    public required long GuestOrders { get; init; }

    /// <summary>What the orders come to, in minor units.</summary>
    public required long GrossMinor { get; init; }

    /// <summary>Refunds, one for each credit note and order.</summary>
    public required long RefundEvents { get; init; }

    /// <summary>What they come to, in minor units.</summary>
    public required long RefundedMinor { get; init; }

    /// <summary>Credit rows of which something was refunded.</summary>
    public required long CreditRowsMatched { get; init; }

    /// <summary>
    /// Rejected rows by reason. A credit row that was matched in part counts here as well, with what is left of it.
    /// </summary>
    public required IReadOnlyDictionary<string, long> Rejects { get; init; }

    /// <summary>Events that the applied rows make.</summary>
    public required long Events { get; init; }

    /// <summary>Rows that ended in an event, wholly or in part.</summary>
    public required long RowsApplied { get; init; }

    /// <summary>Rows of which nothing ended in an event. <see cref="Rows"/> is the sum of the two.</summary>
    public required long RowsRejected { get; init; }

    /// <summary>Credit rows applied in part; the rest of each is among the rejects.</summary>
    public required long CreditRowsPartlyMatched { get; init; }

    /// <summary>Events that were not in the journal before this run.</summary>
    public required long EventsWritten { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Rows per second.</summary>
    public double RowsPerSecond => Seconds > 0 ? Math.Round(Rows / Seconds) : 0;

    /// <summary>The figures as one JSON document.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ImportReportJson.Default.ImportReport);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class ImportReportJson : JsonSerializerContext;
