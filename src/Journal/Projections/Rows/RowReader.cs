using System.Buffers.Binary;
using System.Text;

namespace Docket.Journal.Projections.Rows;

/// <summary>Reads what <see cref="RowWriter"/> wrote, in the same order. Pass it on by reference.</summary>
/// <param name="bytes">The row, or what is left of it.</param>
public ref struct RowReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads a number that is never negative.</summary>
    public ulong ReadUnsigned()
    {
        var value = 0UL;
        for (var i = 0; i < _rest.Length && i < 10; i++)
        {
            var part = _rest[i];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part >= 0x80) continue;
            _rest = _rest[(i + 1)..];
            return value;
        }

        throw new InvalidDataException("A number in a view's row does not end.");
    }

    /// <summary>Reads a number of either sign.</summary>
    public long ReadSigned()
    {
        var value = ReadUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads a number that must fit 32 bits.</summary>
    public int ReadInt32() => ReadSigned() is >= int.MinValue and <= int.MaxValue and var value
        ? (int)value
        : throw new InvalidDataException("A number in a view's row is too large.");

    /// <summary>Reads how many things follow; each takes a byte at least, so there cannot be more than bytes left.</summary>
    public int ReadCount() => ReadUnsigned() is var count && count <= (ulong)_rest.Length
        ? (int)count
        : throw new InvalidDataException("A view's row says that it holds more than it can.");

    /// <summary>Reads a flag.</summary>
    public bool ReadFlag() => ReadUnsigned() != 0;

    /// <summary>Reads an instant.</summary>
    public DateTimeOffset ReadInstant() =>
        new(BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long))), TimeSpan.Zero);

    /// <summary>Reads an instant or none.</summary>
    public DateTimeOffset? ReadInstantOrNone() => ReadInstant() is var instant && instant == DateTimeOffset.MinValue ? null : instant;

    /// <summary>Reads text that must be there.</summary>
    public string ReadText() => ReadTextOrNone() ?? throw new InvalidDataException("A text in a view's row is missing.");

    /// <summary>Reads text or none.</summary>
    public string? ReadTextOrNone()
    {
        var length = ReadUnsigned();
        return length == 0 ? null : Encoding.UTF8.GetString(ReadBytes(length - 1));
    }

    /// <summary>Reads so many bytes as they are.</summary>
    public ReadOnlySpan<byte> ReadBytes(ulong count)
    {
        if (count > (ulong)_rest.Length) throw new InvalidDataException("A view's row is shorter than it says.");
        var bytes = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return bytes;
    }
}
