namespace Docket.Journal.Files.Tests.Disk;

/// <summary>A file as the system shows it and as the disk has it; they differ in whole sectors.</summary>
internal sealed class SimulatedFile
{
    private byte[] _content = [];
    private byte[] _durable = [];
    private readonly SortedSet<int> _dirty = [];

    public int Length => _content.Length;

    public Span<byte> Content => _content;

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (bytes.IsEmpty) return;
        if (offset + bytes.Length > _content.Length) Array.Resize(ref _content, (int)offset + bytes.Length);
        bytes.CopyTo(_content.AsSpan((int)offset));
        var last = (int)(offset + bytes.Length - 1) / SimulatedDisk.SectorBytes;
        for (var sector = (int)offset / SimulatedDisk.SectorBytes; sector <= last; sector++) _dirty.Add(sector);
    }

    public void SetLength(long length) => Array.Resize(ref _content, (int)length);

    public void Flush()
    {
        Array.Resize(ref _durable, _content.Length);
        foreach (var sector in _dirty) CopySector(_content, _durable, sector);
        _dirty.Clear();
    }

    /// <summary>What Linux may do after a failed flush: the pages count as clean and are not on the disk.</summary>
    public void ForgetDirty() => _dirty.Clear();

    public SimulatedFile Copy()
    {
        var copy = new SimulatedFile { _content = [.. _content], _durable = [.. _durable] };
        copy._dirty.UnionWith(_dirty);
        return copy;
    }

    public SimulatedFile AfterPowerCut(Random chance)
    {
        var left = _durable.ToArray();
        if (chance.Next(2) == 0) Array.Resize(ref left, _content.Length);
        foreach (var sector in _dirty)
        {
            if (chance.Next(2) == 0) CopySector(_content, left, sector);
        }

        return new SimulatedFile { _content = left, _durable = [.. left] };
    }

    private static void CopySector(byte[] from, byte[] to, int sector)
    {
        var at = sector * SimulatedDisk.SectorBytes;
        var bytes = Math.Min(SimulatedDisk.SectorBytes, Math.Min(from.Length, to.Length) - at);
        if (bytes > 0) Array.Copy(from, at, to, at, bytes);
    }
}
