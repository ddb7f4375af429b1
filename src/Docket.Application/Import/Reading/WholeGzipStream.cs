using System.Buffers.Binary;
using System.IO.Compression;

namespace Docket.Application.Import.Reading;

/// <summary>Unpacks gzip and checks at the end that all of it was there, which the runtime's stream does not.</summary>
/// <remarks>
/// A gzip file ends in its unpacked length, modulo 2^32. One made of several parts ends in its last part's.
/// </remarks>
internal sealed class WholeGzipStream : Stream
{
    private const int LengthBytes = sizeof(uint);

    private readonly GZipStream _gzip;
    private readonly uint _expected;
    private uint _unpacked;

    /// <summary>Unpacks a file from its beginning.</summary>
    public WholeGzipStream(FileStream file)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        file.Position = Math.Max(0, file.Length - LengthBytes);
        file.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false);
        _expected = BinaryPrimitives.ReadUInt32LittleEndian(length);
        file.Position = 0;
        _gzip = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = _gzip.Read(buffer);
        _unpacked = unchecked(_unpacked + (uint)read);
        if (read == 0 && buffer.Length > 0 && _unpacked != _expected)
            throw new InvalidDataException("its end is missing, or it is made of several gzip parts (then unpack it first).");
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gzip.Dispose();
        base.Dispose(disposing);
    }
}
