using Docket.Journal.Files.Storage;

namespace Docket.Journal.Files.Tests.Disk;

/// <summary>
/// A disk that forgets what was not flushed, fails when told to, and can be full. One seed, one behaviour.
/// </summary>
internal sealed class SimulatedDisk : IStorage
{
    public const int SectorBytes = 512;
    private readonly Dictionary<string, SimulatedFile> _names = [];
    private readonly Dictionary<string, SimulatedFile> _durableNames = [];

    public Lock Gate { get; } = new();

    /// <summary>All files together may not grow over this.</summary>
    public long CapacityBytes { get; set; } = long.MaxValue;

    /// <summary>
    /// The next flushes of segment files fail, and lose what they should have flushed while calling it clean.
    /// </summary>
    public bool FlushFails { get; set; }

    /// <summary>The next write to a segment stops after so many bytes.</summary>
    public int? NextWriteStopsAfter { get; set; }

    public bool CuttingFails { get; set; }

    public bool HeadWritesAreLost { get; set; }

    public int Flushes { get; set; }

    /// <summary>
    /// Runs before each write and flush of a segment, so that a test can look at the disk at that very moment.
    /// </summary>
    public Action? BeforeSegmentOperation { get; set; }

    public string Describe(string name) => $"disk/{name}";

    public IReadOnlyList<string> List()
    {
        lock (Gate) return [.. _names.Keys];
    }

    public bool Exists(string name)
    {
        lock (Gate) return _names.ContainsKey(name);
    }

    public IStorageFile Open(string name)
    {
        lock (Gate)
        {
            if (!_names.TryGetValue(name, out var file)) _names.Add(name, file = new SimulatedFile());
            return new SimulatedHandle(this, file, name);
        }
    }

    public IStorageFile OpenRead(string name)
    {
        lock (Gate)
            return _names.TryGetValue(name, out var file)
                ? new SimulatedHandle(this, file, name)
                : throw new FileNotFoundException(name);
    }

    public void Rename(string from, string to)
    {
        lock (Gate)
        {
            _names[to] = _names[from];
            _names.Remove(from);
        }
    }

    public void Delete(string name)
    {
        lock (Gate) _names.Remove(name);
    }

    public void FlushNames()
    {
        lock (Gate)
        {
            _durableNames.Clear();
            foreach (var (name, file) in _names) _durableNames.Add(name, file);
        }
    }

    public long UsedBytes() => _names.Values.Sum(file => file.Length);

    public SimulatedFile File(string name) => _names[name];

    public string NewestSegment() => _names.Keys.Where(name => name.EndsWith(".seg", StringComparison.Ordinal)).Max()!;

    public string OldestSegment() => _names.Keys.Where(name => name.EndsWith(".seg", StringComparison.Ordinal)).Min()!;

    public string OldestIndex() => _names.Keys.Where(name => name.EndsWith(".idx", StringComparison.Ordinal)).Min()!;

    /// <summary>What the next process finds after this one was killed: everything written, flushed or not.</summary>
    public SimulatedDisk AfterKill()
    {
        lock (Gate)
        {
            var next = new SimulatedDisk();
            foreach (var (name, file) in _names) next._names.Add(name, file.Copy());
            foreach (var (name, file) in _durableNames)
            {
                var kept = _names.FirstOrDefault(entry => ReferenceEquals(entry.Value, file)).Key;
                next._durableNames.Add(name, kept is null ? file.Copy() : next._names[kept]);
            }

            return next;
        }
    }

    /// <summary>What is left after the power failed: what was flushed, and any part of the rest.</summary>
    public SimulatedDisk AfterPowerCut(Random chance)
    {
        lock (Gate)
        {
            var next = new SimulatedDisk();
            var names = new SortedDictionary<string, SimulatedFile>(_durableNames, StringComparer.Ordinal);
            foreach (var (name, file) in _names)
            {
                if (!names.ContainsValue(file) && chance.Next(2) == 0) names[name] = file;
            }

            foreach (var (name, file) in names)
            {
                var left = file.AfterPowerCut(chance);
                next._names.Add(name, left);
                next._durableNames.Add(name, left);
            }

            return next;
        }
    }
}
