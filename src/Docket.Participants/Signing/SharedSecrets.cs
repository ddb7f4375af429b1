using System.Security.Cryptography;

namespace Docket.Participants.Signing;

/// <summary>
/// What both sides of signed requests know. The first one signs; every one of them is believed, so that a new one can
/// be brought in on one side after the other.
/// </summary>
public sealed class SharedSecrets
{
    /// <summary>The shortest secret, in characters.</summary>
    public const int LengthMin = 16;

    private readonly byte[][] _secrets;

    private SharedSecrets(byte[][] secrets) => _secrets = secrets;

    /// <summary>Reads secrets from the lines of a text; empty lines are none.</summary>
    /// <returns>Null where there is none, or one is shorter than <see cref="LengthMin"/>.</returns>
    public static SharedSecrets? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 && lines.All(line => line.Length >= LengthMin)
            ? new SharedSecrets([.. lines.Select(System.Text.Encoding.UTF8.GetBytes)])
            : null;
    }

    internal byte[] Sign(ReadOnlySpan<byte> text) => HMACSHA256.HashData(_secrets[0], text);

    /// <summary>Tries every secret, whichever fits, so that the time it takes tells nothing.</summary>
    internal bool Fits(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        var fits = false;
        foreach (var secret in _secrets)
            fits |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, text), signature);
        return fits;
    }
}
