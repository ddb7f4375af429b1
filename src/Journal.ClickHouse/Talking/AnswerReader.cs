using System.Buffers.Binary;
using System.Text;

namespace Docket.Journal.ClickHouse.Talking;

/// <summary>Reads an answer in the format <c>RowBinary</c>, column by column in the order asked for.</summary>
public sealed class AnswerReader
{
    private readonly byte[] _number = new byte[sizeof(long)];
    private readonly Stream _bytes;
    private int _ahead = -1;

    internal AnswerReader(Stream bytes) => _bytes = bytes;

    /// <summary>Whether there is one more row.</summary>
    public bool MoveNext() => (_ahead = _bytes.ReadByte()) >= 0;

    /// <summary><c>UInt8</c>.</summary>
    public byte Byte()
    {
        if (_ahead < 0) return One();
        var value = (byte)_ahead;
        _ahead = -1;
        return value;
    }

    /// <summary><c>Int32</c>.</summary>
    public int Small() => BinaryPrimitives.ReadInt32LittleEndian(Fixed(sizeof(int)));

    /// <summary><c>Int64</c>, or <c>UInt64</c> within its range.</summary>
    public long Number() => BinaryPrimitives.ReadInt64LittleEndian(Fixed(sizeof(long)));

    /// <summary><c>String</c> as bytes.</summary>
    public byte[] Bytes()
    {
        var (length, shift) = (0, 0);
        byte part;
        do
        {
            part = Byte();
            length |= (part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);

        var bytes = new byte[length];
        _bytes.ReadExactly(bytes);
        return bytes;
    }

    /// <summary><c>String</c> as UTF-8.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes());

    private ReadOnlySpan<byte> Fixed(int length)
    {
        _number[0] = Byte();
        _bytes.ReadExactly(_number, 1, length - 1);
        return _number.AsSpan(0, length);
    }

    private byte One() => _bytes.ReadByte() is var value and >= 0
        ? (byte)value
        : throw new EndOfStreamException("The answer ends within a row.");
}
