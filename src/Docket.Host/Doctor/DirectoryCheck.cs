using Docket.Host.Composition;
using Docket.Journal.Examining;

namespace Docket.Host.Doctor;

/// <summary>Whether the directory is there and may be written.</summary>
internal sealed class DirectoryCheck : IFileCheck
{
    private const string Name = "directory";

    public IEnumerable<Finding> Look(DataDirectory data)
    {
        if (!Directory.Exists(data.Path))
            return [Finding.Problem(
                Name, $"{data.Path} is not there",
                "`docket serve` or `docket import` makes it; --data names another one.")];
        try
        {
            // Rights, mounts and quotas have too many ways of saying no: only writing tells.
            var probe = Path.Combine(data.Path, $".docket-doctor-{Environment.ProcessId}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }

            return [Finding.Ok(Name, $"{data.Path} is there and can be written")];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [Finding.Problem(
                Name, $"{data.Path} cannot be written: {failure.Message}",
                "Give the user that runs docket the directory, or mount it for writing.")];
        }
    }
}
