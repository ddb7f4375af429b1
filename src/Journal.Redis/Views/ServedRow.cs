using Docket.Journal.Projections;
using Docket.Journal.Store;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>A row's fields as of one moment.</summary>
/// <param name="Checkpoint">Where the view stood then; the start where nothing is kept of it.</param>
/// <param name="Parking">What stood still then.</param>
/// <param name="Fields">The bytes of the fields asked for, in their order; null for what is not there.</param>
public sealed record ServedRow(Position Checkpoint, Parking Parking, IReadOnlyList<byte[]?> Fields)
{
    internal static ServedRow Of(RedisValue[] answer, int fields) => new(
        answer[0].IsNull ? Position.Start : new Position((long)answer[0]),
        Parking.Read((byte[]?)answer[1]),
        [.. Enumerable.Range(2, fields).Select(i => i < answer.Length ? (byte[]?)answer[i] : null)]);
}
