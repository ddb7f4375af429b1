using System.Buffers;

namespace Docket.Journal.Store;

internal static class StreamNameCharacters
{
    public static readonly SearchValues<char> Category = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public static readonly SearchValues<char> Id =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:");
}
