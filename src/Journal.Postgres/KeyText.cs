using System.Text;

namespace Docket.Journal.Postgres;

/// <summary>What PostgreSQL can keep as text: anything that is well-formed UTF-16 and holds no U+0000.</summary>
internal static class KeyText
{
    public static bool CanBeKept(string key)
    {
        var rest = key.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done || rune.Value == 0)
                return false;
            rest = rest[length..];
        }

        return true;
    }
}
