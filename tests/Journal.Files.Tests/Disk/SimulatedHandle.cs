using Docket.Journal.Files.Format;
using Docket.Journal.Files.Storage;

namespace Docket.Journal.Files.Tests.Disk;

/// <summary>An open file of a <see cref="SimulatedDisk"/>, with the disk's faults.</summary>
internal sealed class SimulatedHandle(SimulatedDisk disk, SimulatedFile file, string name) : IStorageFile
{
    private bool IsSegment => name.EndsWith(SegmentHeader.Extension, StringComparison.Ordinal);

    public long Length
    {
        get
        {
            lock (disk.Gate) return file.Length;
        }
    }

    public int Read(Span<byte> buffer, long offset)
    {
        lock (disk.Gate)
        {
            var bytes = (int)Math.Clamp(file.Length - offset, 0, buffer.Length);
            if (bytes > 0) file.Content.Slice((int)offset, bytes).CopyTo(buffer);
            return bytes;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (IsSegment) disk.BeforeSegmentOperation?.Invoke();
        lock (disk.Gate)
        {
            if (disk.HeadWritesAreLost && name == DurableHead.FileName) return;
            var room = disk.CapacityBytes - disk.UsedBytes() + Math.Max(0, file.Length - offset);
            var written = (int)Math.Clamp(
                Math.Min(room, IsSegment ? disk.NextWriteStopsAfter ?? int.MaxValue : int.MaxValue), 0, bytes.Length);
            file.Write(bytes[..written], offset);
            if (IsSegment) disk.NextWriteStopsAfter = null;
            if (written < bytes.Length) throw new IOException("No space left on device");
        }
    }

    public void Reserve(long length)
    {
        lock (disk.Gate)
        {
            if (length > file.Length && disk.UsedBytes() + length - file.Length <= disk.CapacityBytes)
                file.SetLength(length);
        }
    }

    public void SetLength(long length)
    {
        lock (disk.Gate)
        {
            if (disk.CuttingFails) throw new IOException("Input/output error");
            file.SetLength(length);
        }
    }

    public void Flush()
    {
        if (IsSegment) disk.BeforeSegmentOperation?.Invoke();
        lock (disk.Gate)
        {
            disk.Flushes++;
            if (disk.FlushFails && IsSegment)
            {
                file.ForgetDirty();
                throw new IOException("Input/output error");
            }

            file.Flush();
        }
    }

    public void Dispose()
    {
    }
}
