using System.IO.Compression;
using Docket.Host.Tests.Verbs;

namespace Docket.Distributed.Tests.Import;

/// <summary>The first rows of the real shop's history: all of it takes too long for every run.</summary>
internal static class RetailSlice
{
    private const int Rows = 30_000;

    /// <summary>The file to import: a slice, or all of it where the environment says <c>DOCKET_WHOLE_HISTORY=1</c>.</summary>
    public static string In(TemporaryDirectory directory)
    {
        RetailExport.MustBeThere();
        if (IsWhole) return RetailExport.Csv;
        var path = directory["slice.csv"];
        using var whole = new StreamReader(new GZipStream(File.OpenRead(RetailExport.Csv), CompressionMode.Decompress));
        using var slice = new StreamWriter(path);
        for (var row = 0; row <= Rows && whole.ReadLine() is { } line; row++) slice.WriteLine(line);
        return path;
    }

    public static bool IsWhole => Environment.GetEnvironmentVariable("DOCKET_WHOLE_HISTORY") == "1";
}
