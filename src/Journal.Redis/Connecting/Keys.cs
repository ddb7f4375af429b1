using System.Runtime.CompilerServices;
using System.Text;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Connecting;

/// <summary>Finds keys by how they begin.</summary>
internal static class Keys
{
    private const int KeysPerStep = 2_000;

    /// <summary>Every key that is there all the time, once at least; of one that comes or goes meanwhile nothing is
    /// said.</summary>
    /// <remarks>It walks over all keys of the database, a little at a time, so that nobody else waits for it.</remarks>
    public static async IAsyncEnumerable<RedisKey> FindAsync(
        RedisServer server, string beginning, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var some in StepsAsync(server, beginning, cancellationToken))
            foreach (var key in some) yield return key;
    }

    /// <summary>The same, as many together as the server finds at a time.</summary>
    public static async IAsyncEnumerable<RedisKey[]> StepsAsync(
        RedisServer server, string beginning, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pattern = Literal(beginning) + "*";
        RedisValue cursor = "0";
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = (RedisResult[])(await server.ExecuteAsync(
                "SCAN", cursor, "MATCH", pattern, "COUNT", KeysPerStep))!;
            cursor = (RedisValue)step[0];
            var keys = (RedisKey[])step[1]!;
            if (keys.Length > 0) yield return keys;
        }
        while (cursor != "0");
    }

    private static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length);
        foreach (var one in text)
            literal.Append("*?[]\\^".Contains(one, StringComparison.Ordinal) ? $"\\{one}" : $"{one}");
        return literal.ToString();
    }
}
