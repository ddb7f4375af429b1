using System.Security.Cryptography;
using System.Text;

namespace Docket.Api.Keys;

/// <summary>One key as it is kept: never the key itself.</summary>
/// <param name="Name">Whose it is, such as <c>till-1</c>; what it does is recorded under this name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Hash">SHA-256 of the key, 64 hex digits.</param>
/// <remarks>
/// A plain hash is enough because a key is 256 random bits: there is nothing to guess that a slow hash would protect.
/// </remarks>
public sealed record ApiKey(string Name, Role Role, string Hash)
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLengthMax = 32;

    private const string Prefix = "docket_";

    /// <summary>Makes a new key. The secret is shown once and kept nowhere.</summary>
    public static (ApiKey Key, string Secret) Create(string name, Role role)
    {
        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (new ApiKey(name, role, Convert.ToHexStringLower(HashOf(secret))), secret);
    }

    /// <summary>Whether the key can be one: a name of letters, digits and hyphens, and a whole hash.</summary>
    public bool IsValid =>
        Name is { Length: > 0 and <= NameLengthMax } && Name.All(c => char.IsAsciiLetterOrDigit(c)
            || c is '-' or '.' or '_')
        && Hash is { Length: 64 } && Hash.All(char.IsAsciiHexDigit);

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
