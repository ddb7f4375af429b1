using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Docket.Journal.Postgres.Views;

/// <summary>Rows in the form that <c>COPY … (FORMAT binary)</c> takes: each field's length, then its bytes.</summary>
/// <remarks>Written here because the driver looks up and binds a converter for every single field.</remarks>
public sealed class CopyRows
{
    private const long EpochTicks = 630_822_816_000_000_000; // 2000-01-01
    private const int EpochDay = 730_119;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ArrayBufferWriter<byte> _bytes = new(128 * 1024);

    /// <summary>What every COPY begins with.</summary>
    public void Begin()
    {
        _bytes.ResetWrittenCount();
        _bytes.Write("PGCOPY\n"u8);

        // The rest of the signature, no flags, no extension.
        _bytes.Write<byte>([0xff, 0x0d, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    /// <summary>Begins a row.</summary>
    public void Row(int fields) => Short((short)fields);

    /// <summary>What every COPY ends with.</summary>
    public void End() => Short(-1);

    /// <summary>The next field. Null is null; an instant at either end of time is infinity, as the driver has it.</summary>
    public void Field<T>(T value)
    {
        switch (value)
        {
            case null: Length(-1); break;
            case string text: Text(text); break;
            case long number: Number(number); break;
            case DateTime at: Number(MicrosecondsOf(at)); break;
            case byte[] bytes: Bytes(bytes); break;
            case bool flag: Bytes([flag ? (byte)1 : (byte)0]); break;
            case DateOnly day: Day(day); break;
            default: throw new UnreachableException($"A column of {typeof(T)} is not known.");
        }
    }

    /// <summary>Sends what was written, if it is worth it, and begins afresh.</summary>
    public void SendTo(Stream target, int atLeast)
    {
        if (_bytes.WrittenCount < atLeast) return;
        target.Write(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
    }

    private static long MicrosecondsOf(DateTime at) =>
        at == DateTime.MinValue ? long.MinValue
        : at == DateTime.MaxValue ? long.MaxValue
        : (at.Ticks / TimeSpan.TicksPerMicrosecond) - (EpochTicks / TimeSpan.TicksPerMicrosecond);

    private void Text(string text)
    {
        var length = Strict.GetByteCount(text);
        Length(length);
        Strict.GetBytes(text, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Length(bytes.Length);
        _bytes.Write(bytes);
    }

    private void Number(long number)
    {
        Length(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), number);
        _bytes.Advance(sizeof(long));
    }

    private void Day(DateOnly day)
    {
        Length(sizeof(int));
        Length(day.DayNumber - EpochDay);
    }

    private void Length(int bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), bytes);
        _bytes.Advance(sizeof(int));
    }

    private void Short(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(sizeof(short)), value);
        _bytes.Advance(sizeof(short));
    }
}
