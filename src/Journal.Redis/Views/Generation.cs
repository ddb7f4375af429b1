using System.Globalization;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Connecting;
using Docket.Journal.Store;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>What a generation of a view is for; also the field that holds its number.</summary>
internal enum GenerationRole
{
    Serving,
    Former,
}

/// <summary>One set of a view's rows, and where it stands.</summary>
internal sealed record Generation(int Number, int SchemaVersion, RowStoreState State)
{
    /// <summary>Reads the one of this role; null where there is none.</summary>
    public static async Task<Generation?> FindAsync(RedisServer server, ViewKeys keys, GenerationRole role)
    {
        var found = await server.RunAsync(
            Scripts.StandOfView, [keys.View], [role == GenerationRole.Serving ? "serving" : "former"]);
        if (found.IsNull) return null;
        var stand = (RedisValue[])found!;
        return new Generation((int)stand[0], (int)stand[5], StateOf(stand.AsSpan(1)));
    }

    /// <summary>From checkpoint, rows, hash and parking.</summary>
    public static RowStoreState StateOf(ReadOnlySpan<RedisValue> stand) => new(
        new Position((long)stand[0]), (long)stand[1],
        UInt128.Parse((string)stand[2]!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        (byte[]?)stand[3]);
}
