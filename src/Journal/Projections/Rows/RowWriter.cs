using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Docket.Journal.Projections.Rows;

/// <summary>Writes a row's fields: numbers in as few bytes as they need, text as UTF-8 with its length before it.</summary>
/// <param name="target">Where the bytes go.</param>
public readonly ref struct RowWriter(ArrayBufferWriter<byte> target)
{
    private const int VarintBytesMax = 10;

    /// <summary>A number that is never negative: 7 bits a byte, low ones first.</summary>
    public void WriteUnsigned(ulong value)
    {
        var span = target.GetSpan(VarintBytesMax);
        var count = 0;
        while (value >= 0x80)
        {
            span[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[count++] = (byte)value;
        target.Advance(count);
    }

    /// <summary>A number of either sign; small ones of both are short.</summary>
    public void WriteSigned(long value) => WriteUnsigned((ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>One byte, 0 or 1.</summary>
    public void WriteFlag(bool value) => WriteUnsigned(value ? 1UL : 0);

    /// <summary>An instant in UTC, 8 bytes.</summary>
    public void WriteInstant(DateTimeOffset instant)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target.GetSpan(sizeof(long)), instant.UtcTicks);
        target.Advance(sizeof(long));
    }

    /// <summary>An instant or none: 8 bytes, all zero for none.</summary>
    public void WriteInstant(DateTimeOffset? instant) => WriteInstant(instant ?? DateTimeOffset.MinValue);

    /// <summary>Text, or none.</summary>
    public void WriteText(string? text)
    {
        if (text is null)
        {
            WriteUnsigned(0);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        WriteUnsigned((ulong)bytes + 1);
        Encoding.UTF8.GetBytes(text, target.GetSpan(bytes));
        target.Advance(bytes);
    }

    /// <summary>Bytes as they are, without a length.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes) => target.Write(bytes);
}
