namespace Docket.Api.Orders;

/// <summary>What every command on an order answers.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Version">The order's version after the command; the next <c>If-Match</c>.</param>
/// <param name="SequenceNumber">The place of its last event in the whole journal; the next <c>min_seq</c>.</param>
public sealed record CommandReply(string OrderId, long Version, long SequenceNumber);
