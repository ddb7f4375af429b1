using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Docket.Journal.Redis.Views;

/// <summary>The fields of one row; what is null is left out.</summary>
/// <remarks>They are gathered as what <c>DUMP</c> makes of such a hash, for a script to <c>RESTORE</c>: the server then
/// makes the hash in one step, where field by field it would take three times as long. It is the plainest of the forms
/// that servers take, as old as version 3 of Redis: the type, how many fields, each with its value behind its length, the
/// form's version, and a checksum.</remarks>
public sealed class HashFields : IDisposable
{
    internal const string RowField = "row";
    internal const string JoinedField = "joined_from";
    private const string Nothing = "-";
    private const string Lends = "*";
    internal const int HeaderBytes = 3;
    internal const int FooterBytes = 10;
    internal const int MediumLength = 0x4000;
    internal const byte LongLength = 0x80;
    private const byte HashType = 4;
    private const ushort FormVersion = 6;
    private static readonly Crc64ParameterSet Checksum = Crc64ParameterSet.Create(
        0xad93d23594c935a9, initialValue: 0, finalXorValue: 0, reflectValues: true);

    // Read by people and programs, and put into no web page as it is.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _packed = new(1024);
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly Utf8JsonWriter _json;
    private int _count;

    /// <summary>Nothing yet.</summary>
    public HashFields() => _json = new Utf8JsonWriter(_text, Plain);

    /// <summary>Nothing, lends, or the name of the row that it borrows from.</summary>
    internal string Link { get; private set; } = Nothing;

    /// <summary>The name of the row that this one borrows from; null where it borrows nothing.</summary>
    internal string? Lender => Link is Nothing or Lends ? null : Link;

    /// <summary>Adds text.</summary>
    public void Text(string field, string? value)
    {
        if (value is null) return;
        Pack(field);
        Pack(value);
    }

    /// <summary>Adds a number.</summary>
    public void Number(string field, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var count);
        Pack(field);
        Pack(digits[..count]);
    }

    /// <summary>Adds an instant, as text that sorts by time.</summary>
    public void Instant(string field, DateTimeOffset? value) =>
        Text(field, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Adds what is written as JSON.</summary>
    public void Json<T>(string field, T value, Action<Utf8JsonWriter, T> write)
    {
        _text.ResetWrittenCount();
        _json.Reset();
        write(_json, value);
        _json.Flush();
        Pack(field);
        Pack(_text.WrittenSpan);
    }

    /// <summary>Says that other rows may show this one's <see cref="IRowLayout.LentField"/>.</summary>
    public void Lend() => Link = Lends;

    /// <summary>Shows another row's <see cref="IRowLayout.LentField"/>, as it is now and whenever it changes.</summary>
    public void Borrow(string name)
    {
        Text(JoinedField, name);
        Link = name;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>Begins with another row.</summary>
    internal void Reset(ReadOnlySpan<byte> row)
    {
        _packed.ResetWrittenCount();
        _packed.Advance(_packed.GetSpan(HeaderBytes).Length > 0 ? HeaderBytes : 0);
        (Link, _count) = (Nothing, 0);
        Pack(RowField);
        Pack(row);
    }

    /// <summary>All of it, as scripts restore it.</summary>
    internal byte[] ToPacked()
    {
        var packed = new byte[_packed.WrittenCount + FooterBytes];
        _packed.WrittenSpan.CopyTo(packed);
        packed[0] = HashType;
        BinaryPrimitives.WriteUInt16BigEndian(packed.AsSpan(1), checked((ushort)(MediumLength | (_count / 2))));
        var footer = packed.AsSpan(_packed.WrittenCount);
        BinaryPrimitives.WriteUInt16LittleEndian(footer, FormVersion);
        var sum = Crc64.HashToUInt64(Checksum, packed.AsSpan(..^sizeof(ulong)));
        BinaryPrimitives.WriteUInt64LittleEndian(footer[sizeof(ushort)..], sum);
        return packed;
    }

    private void Pack(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        PackLength(bytes);
        Encoding.UTF8.GetBytes(text, _packed.GetSpan(bytes));
        _packed.Advance(bytes);
    }

    private void Pack(ReadOnlySpan<byte> bytes)
    {
        PackLength(bytes.Length);
        _packed.Write(bytes);
    }

    private void PackLength(int bytes)
    {
        _count++;
        var header = _packed.GetSpan(5);
        switch (bytes)
        {
            case < 1 << 6:
                header[0] = (byte)bytes;
                _packed.Advance(1);
                break;
            case < 1 << 14:
                BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)(MediumLength | bytes));
                _packed.Advance(2);
                break;
            default:
                header[0] = LongLength;
                BinaryPrimitives.WriteInt32BigEndian(header[1..], bytes);
                _packed.Advance(5);
                break;
        }
    }
}
