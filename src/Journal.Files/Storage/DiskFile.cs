using Microsoft.Win32.SafeHandles;

namespace Docket.Journal.Files.Storage;

internal sealed class DiskFile(SafeFileHandle handle) : IStorageFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (read == 0) break;
            total += read;
        }

        return total;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    public void Reserve(long length)
    {
        if (OperatingSystem.IsLinux()) LinuxCalls.Reserve(handle, length);
    }

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public void Flush()
    {
        if (OperatingSystem.IsLinux()) LinuxCalls.FlushData(handle);
        else RandomAccess.FlushToDisk(handle);
    }

    public void Dispose() => handle.Dispose();
}
