using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Docket.Journal.Files.Storage;

/// <summary>
/// The libc calls that .NET does not offer: fdatasync spares an append the inode's times, which fsync writes too.
/// </summary>
internal static partial class LinuxCalls
{
    private const int Interrupted = 4;
    private const int OpenReadOnly = 0;

    [SupportedOSPlatform("linux")]
    public static void FlushData(SafeFileHandle file)
    {
        while (fdatasync(file) != 0)
        {
            // An interrupted flush has flushed nothing that can be relied on, and reported no error either: ask again.
            if (Marshal.GetLastPInvokeError() != Interrupted) throw Failed("fdatasync");
        }
    }

    /// <summary>Allocates blocks; where the file system cannot, appends simply extend the file.</summary>
    [SupportedOSPlatform("linux")]
    public static void Reserve(SafeFileHandle file, long length) => _ = fallocate(file, 0, 0, length);

    [UnsupportedOSPlatform("windows")]
    public static void FlushDirectory(string directory)
    {
        var descriptor = open(directory, OpenReadOnly);
        if (descriptor < 0) throw Failed("open");
        try
        {
            while (fsync(descriptor) != 0)
            {
                if (Marshal.GetLastPInvokeError() != Interrupted) throw Failed("fsync");
            }
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    private static IOException Failed(string call) =>
        new($"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fallocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
