using System.Text;

namespace Docket.Journal.Postgres.Reading;

/// <summary>Makes one text of bytes that come again and again; a few different ones are remembered.</summary>
internal sealed class RepeatedText
{
    private const int TextsMax = 16;
    private readonly List<(byte[] Bytes, string Text)> _known = [];

    /// <summary>The bytes, which are UTF-8, as text.</summary>
    public string Of(ReadOnlySpan<byte> bytes)
    {
        foreach (var (known, found) in _known)
            if (bytes.SequenceEqual(known)) return found;
        var text = Encoding.UTF8.GetString(bytes);
        if (_known.Count < TextsMax) _known.Add((bytes.ToArray(), text));
        return text;
    }
}
