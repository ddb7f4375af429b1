using System.Buffers.Binary;
using Docket.Journal.Files.Format;
using Microsoft.Win32.SafeHandles;

namespace Docket.Journal.Files.Views;

/// <summary>Reads a row file's frames one after the other, in large pieces.</summary>
internal sealed class RowFrames(SafeFileHandle file, long from, long to)
{
    private const int PieceBytes = 1024 * 1024;
    private byte[] _piece = new byte[PieceBytes];
    private int _filled;
    private int _start;
    private int _length;

    /// <summary>Where the next frame begins; after the last one, where whole frames end.</summary>
    public long Offset { get; private set; } = from;

    /// <summary>Where the current frame's payload begins.</summary>
    public long PayloadOffset => Offset - _length;

    /// <summary>The current frame's payload; good until the next one is read.</summary>
    public ReadOnlySpan<byte> Payload => _piece.AsSpan(_start, _length);

    /// <summary>Reads the next frame; false where the bytes end, or are not a whole frame.</summary>
    public bool MoveNext()
    {
        (_start, _length) = (_start + _length, 0);
        var left = to - Offset;
        if (left < RowFrame.HeadBytes || !Fill(RowFrame.HeadBytes)) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_piece.AsSpan(_start));
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(_piece.AsSpan(_start + 4));
        if (length <= 0 || length > left - RowFrame.HeadBytes || !Fill(RowFrame.HeadBytes + length)) return false;
        if (Checksum.Of(_piece.AsSpan(_start + RowFrame.HeadBytes, length)) != crc) return false;
        (_start, _length) = (_start + RowFrame.HeadBytes, length);
        Offset += RowFrame.HeadBytes + length;
        return true;
    }

    private bool Fill(int wanted)
    {
        if (_filled - _start >= wanted) return true;
        var kept = _filled - _start;
        var target = wanted > _piece.Length ? new byte[Math.Max(wanted, _piece.Length * 2)] : _piece;
        _piece.AsSpan(_start, kept).CopyTo(target);
        (_piece, _start, _filled) = (target, 0, kept);
        while (_filled < wanted)
        {
            var read = RandomAccess.Read(file, _piece.AsSpan(_filled), Offset + _filled);
            if (read == 0) return false;
            _filled += read;
        }

        return true;
    }
}
