using System.Security.Cryptography;

namespace Docket.Api.Keys;

/// <summary>The keys this service knows. Without any, it is open; it is then bound to this machine only.</summary>
public sealed class ApiKeyRing
{
    private readonly (byte[] Hash, ApiKey Key)[] _keys;

    /// <summary>Holds these keys.</summary>
    public ApiKeyRing(IEnumerable<ApiKey> keys) =>
        _keys = [.. keys.Select(key => (Convert.FromHexString(key.Hash), key))];

    /// <summary>Whether there is no key at all.</summary>
    public bool IsEmpty => _keys.Length == 0;

    /// <summary>The key of this secret, or null. Every key is compared, each in constant time: the time taken tells
    /// nothing.</summary>
    public ApiKey? Find(string secret)
    {
        var hash = ApiKey.HashOf(secret);
        ApiKey? found = null;
        foreach (var (known, key) in _keys)
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = key;
        return found;
    }
}
