using System.Buffers.Binary;

namespace Docket.Journal.Files.Format;

/// <summary>A record's length and checksum, before its body.</summary>
internal static class RecordFrame
{
    public const int HeaderBytes = 8;

    /// <summary>No record is longer: a greater length is damage and not a reason to allocate.</summary>
    public const int BodyBytesMax = 128 * 1024 * 1024;

    public static void Seal(Span<byte> frame)
    {
        var body = frame[HeaderBytes..];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum.Of(body, (uint)body.Length));
    }

    /// <summary>The body's length, or -1 where it cannot be one.</summary>
    public static int BodyLength(ReadOnlySpan<byte> frame)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        return length is > 0 and <= BodyBytesMax ? (int)length : -1;
    }

    /// <summary>Whether a whole frame holds what was written.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> frame)
    {
        var body = frame[HeaderBytes..];
        return BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]) == Checksum.Of(body, (uint)body.Length);
    }
}
