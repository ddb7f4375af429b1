namespace Docket.Journal.Files.Views;

/// <summary>When a view's file is written anew without what no longer counts.</summary>
public sealed record FileViewOptions
{
    /// <summary>Smaller files are left alone. Default 8 MiB.</summary>
    public long CompactFromBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The share of a file that may be garbage. Default 0.6.</summary>
    public double GarbageShareMax { get; init; } = 0.6;
}
