using System.Buffers.Binary;
using System.Text;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Format;

/// <summary>64-bit hashes of names as index files keep them. Part of the format: they never change.</summary>
/// <remarks>
/// FNV-1a by words of eight bytes, then murmur3's final mixing. Collisions are met by reading the record's name.
/// </remarks>
internal static class StableHash
{
    private const ulong Seed = 0xCBF29CE484222325;
    private const ulong Prime = 0x00000100000001B3;
    private const int NameBytesMax = StreamName.CategoryLengthMax + 1 + StreamName.IdLengthMax;
    private const int KeyBytesMax = CommandKey.KeyLengthMax * 3;

    public static ulong OfStream(StreamName stream)
    {
        Span<byte> name = stackalloc byte[NameBytesMax];
        var length = Encoding.UTF8.GetBytes(stream.Category, name);
        name[length++] = (byte)'-';
        length += Encoding.UTF8.GetBytes(stream.Id, name[length..]);
        return Of(name[..length]);
    }

    public static ulong OfStream(ReadOnlySpan<byte> category, ReadOnlySpan<byte> id)
    {
        Span<byte> name = stackalloc byte[byte.MaxValue * 2 + 1];
        category.CopyTo(name);
        name[category.Length] = (byte)'-';
        id.CopyTo(name[(category.Length + 1)..]);
        return Of(name[..(category.Length + 1 + id.Length)]);
    }

    public static ulong OfKey(string key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytesMax];
        return Of(bytes[..Encoding.UTF8.GetBytes(key, bytes)]);
    }

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var rest in bytes) hash = Fold(hash ^ rest);
        return Mix(hash);
    }

    public static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    private static ulong Fold(ulong hash)
    {
        hash *= Prime;
        return hash ^ (hash >> 32);
    }
}
