namespace Docket.Journal.Files.Storage;

/// <summary>One file. Reads may run beside one writer.</summary>
internal interface IStorageFile : IDisposable
{
    long Length { get; }

    /// <summary>Fills the buffer, or less at the end of the file.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all of it, or throws with an unknown part of it written.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>
    /// Grows the file with zeros up to a length, as far as the disk can promise the room; only a wish.
    /// </summary>
    void Reserve(long length);

    void SetLength(long length);

    /// <summary>Returns when everything written before is on the disk.</summary>
    void Flush();
}
