using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Docket.Journal.ClickHouse.Talking;

/// <summary>Rows on their way into a table, in the format <c>RowBinary</c>: columns one after the other, nothing
/// between.</summary>
internal sealed class BinaryRows
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary><c>UInt8</c>.</summary>
    public void Byte(byte value) => _bytes.Write([value]);

    /// <summary><c>Int32</c>.</summary>
    public void Number(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    /// <summary><c>Int64</c> or <c>UInt64</c>.</summary>
    public void Number(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    /// <summary><c>String</c>, which may hold any bytes.</summary>
    public void Text(ReadOnlySpan<byte> value)
    {
        Length(value.Length);
        _bytes.Write(value);
    }

    /// <summary><c>String</c> as UTF-8.</summary>
    /// <returns>Its length in bytes.</returns>
    public int Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Length(length);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
        return length;
    }

    /// <summary>Empties it.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    private void Length(int value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }
}
