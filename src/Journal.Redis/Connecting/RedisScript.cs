using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Connecting;

/// <summary>One of the scripts of this project, run by its hash; sent whole where the server does not know it
/// (yet).</summary>
internal sealed class RedisScript
{
    private readonly string _text;
    private readonly byte[] _hash;

    private RedisScript(string text)
    {
        _text = text;
#pragma warning disable CA5350 // Redis names scripts by their SHA-1; nothing is kept secret with it.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    /// <summary>For scripts that only the view's owner may run.</summary>
    public static RedisScript LoadGuarded(string name) => new(Read("guard") + Read(name));

    public static RedisScript Load(string name) => new(Read(name));

    public async Task<RedisResult> RunAsync(IDatabaseAsync database, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, arguments);
        }
        catch (RedisServerException unknown) when (unknown.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            object[] whole =
            [
                _text, keys.Length, .. keys.Select(key => (object)key), .. arguments.Select(one => (object)one),
            ];
            return await database.ExecuteAsync("EVAL", whole);
        }
    }

    private static string Read(string name)
    {
        var file = $"Scripts/{name}.lua";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
