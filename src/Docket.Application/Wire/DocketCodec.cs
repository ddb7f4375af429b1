using System.Text.Json;
using System.Text.Json.Nodes;
using Docket.Journal.Processes.Serialization;
using Docket.Journal.Serialization;

namespace Docket.Application.Wire;

/// <summary>How Docket's events are stored: which wire name and version, and how older versions are read.</summary>
public static class DocketCodec
{
    /// <summary>Builds the codec; once per process is enough.</summary>
    public static EventCodec Create()
    {
        var json = WireJson.Create();
        return new EventCodecBuilder()
            .Add(WireNames.OrderPlaced, 1, json.OrderPlaced)
            .Add(WireNames.ItemAdded, 1, json.ItemAdded)
            .Add(WireNames.DiscountApplied, 1, json.DiscountApplied)
            .Add(WireNames.PaymentConfirmed, 1, json.PaymentConfirmed)
            .Add(WireNames.OrderShipped, 1, json.OrderShipped)
            .Add(WireNames.OrderCancelled, 1, json.OrderCancelled)
            .Add(WireNames.RefundIssued, 1, json.RefundIssued)
            .Add(WireNames.CustomerRegistered, 2, json.CustomerRegistered)
            .Upcast(WireNames.CustomerRegistered, 1, RenameFullName)
            .Add(WireNames.CustomerDetailsChanged, 1, json.CustomerDetailsChanged)
            .Add(WireNames.StockReceived, 1, json.StockReceived)
            .Add(WireNames.StockReserved, 1, json.StockReserved)
            .Add(WireNames.ReservationReleased, 1, json.ReservationReleased)
            .Add(WireNames.ReservationExpired, 1, json.ReservationExpired)
            .Add(WireNames.StockShipped, 1, json.StockShipped)
            .Add(WireNames.StockReturned, 1, json.StockReturned)
            .Add(WireNames.PointsEarned, 1, json.PointsEarned)
            .Add(WireNames.PointsTakenBack, 1, json.PointsTakenBack)
            .AddProcesses()
            .Build();
    }

    /// <summary>
    /// Version 1 knew a <c>full_name</c> and no e-mail address; what was not known then stays unknown.
    /// </summary>
    private static JsonObject RenameFullName(JsonObject v1)
    {
        if (!v1.TryGetPropertyValue("full_name", out var name)) throw new JsonException("full_name is missing.");
        v1.Remove("full_name");
        v1["name"] = name;
        return v1;
    }
}
