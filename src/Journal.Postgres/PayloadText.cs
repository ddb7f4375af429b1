using System.Text.Json;
using System.Text.Unicode;

namespace Docket.Journal.Postgres;

/// <summary>
/// What PostgreSQL can keep as <c>jsonb</c>: one well-formed document, whose text holds neither U+0000 nor half a
/// surrogate pair, and whose numbers are in a double's range. Looked at before the append is queued: in the batch it would
/// be everyone's failure.
/// </summary>
internal static class PayloadText
{
    private const int NumberLengthMax = 1_000;

    public static bool CanBeKept(ReadOnlySpan<byte> json)
    {
        // Only an escape can hide a character that the bytes themselves do not show.
        var escaped = json.IndexOf("\\u"u8) >= 0;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (!CanBeKept(ref reader, escaped)) return false;
            }

            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool CanBeKept(ref Utf8JsonReader reader, bool escaped) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.TryGetInt64(out _) || IsOrdinary(reader.GetDouble(), reader.ValueSpan),
        JsonTokenType.String or JsonTokenType.PropertyName when escaped => KeyText.CanBeKept(reader.GetString()!),
        JsonTokenType.String or JsonTokenType.PropertyName => IsUtf8(reader.ValueSpan),
        _ => true,
    };

    // A numeric holds 16,383 digits behind the point, and no power of ten beyond them.
    private static bool IsOrdinary(double number, ReadOnlySpan<byte> written) =>
        double.IsFinite(number) && written.Length <= NumberLengthMax
        && (number != 0 || written.IndexOfAny((byte)'e', (byte)'E') < 0);

    private static bool IsUtf8(ReadOnlySpan<byte> text) => Utf8.IsValid(text);
}
