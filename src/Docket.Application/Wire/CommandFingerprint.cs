using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Docket.Application.Wire;

/// <summary>
/// What a command asked for, as 128 bits: the first half of a SHA-256. It tells a repeat from a reused key.
/// </summary>
public static class CommandFingerprint
{
    /// <summary>Of a description that is the same whenever the same is asked.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> description)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(description, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>Of an HTTP request: the method, the path and the body's bytes as they came.</summary>
    public static UInt128 OfRequest(string method, string path, ReadOnlySpan<byte> body)
    {
        // The lengths divide the parts, so that no two requests have one description.
        var head = Encoding.UTF8.GetBytes($"{method.Length} {method} {path.Length} {path} ");
        return Of([.. head, .. body]);
    }
}
