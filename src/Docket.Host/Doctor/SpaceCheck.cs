using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Journal.Examining;

namespace Docket.Host.Doctor;

/// <summary>Whether there is room on the directory's disk.</summary>
internal sealed class SpaceCheck : IFileCheck
{
    private const string Name = "space";
    private const long FullBelow = 64L << 20;
    private const long TightBelow = 1L << 30;
    private const string Mend = "Free or add space; without it writes are answered 503, and views stand still.";

    public IEnumerable<Finding> Look(DataDirectory data)
    {
        if (!Directory.Exists(data.Path)) return [];
        var free = new DriveInfo(Path.GetFullPath(data.Path)).AvailableFreeSpace;
        var found = $"{Figures.Count(free >> 20)} MiB are free for {data.Path}";
        return [free < FullBelow ? Finding.Problem(Name, found, Mend)
            : free < TightBelow ? Finding.Warning(Name, found, Mend)
            : Finding.Ok(Name, found)];
    }
}
