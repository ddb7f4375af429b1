using System.Globalization;
using System.Text;

namespace Docket.Participants.Signing;

/// <summary>
/// What a signature is made over: all that decides what a request does, so that nothing of it can be exchanged on the
/// way.
/// </summary>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Target">Path and query, as they stand in the request's first line.</param>
/// <param name="Key">The idempotency key; empty where there is none.</param>
/// <param name="Body">The body's bytes.</param>
public readonly record struct SignedRequest(string Method, string Target, string Key, ReadOnlyMemory<byte> Body)
{
    /// <summary>The header that carries time and signature: <c>t=1795950000,v1=…</c>, the signature in hexadecimal
    /// digits.</summary>
    public const string Header = "Docket-Signature";

    /// <summary>How far a request's time may be from the receiver's, either way.</summary>
    public static TimeSpan AgeMax { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The header's value.</summary>
    public string Sign(SharedSecrets secrets, DateTimeOffset now)
    {
        var at = now.ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(secrets.Sign(Text(at)));
        return string.Create(CultureInfo.InvariantCulture, $"t={at},v1={signature}");
    }

    /// <summary>Whether somebody who knows a secret sent this, lately.</summary>
    /// <param name="header">The header's value; null where it is missing.</param>
    /// <param name="secrets">What the receiver knows.</param>
    /// <param name="now">The receiver's time.</param>
    public SignatureVerdict Check(string? header, SharedSecrets secrets, DateTimeOffset now)
    {
        if (Read(header) is not var (at, signature)) return SignatureVerdict.Missing;
        if (!secrets.Fits(Text(at), signature)) return SignatureVerdict.Wrong;
        // In decimal digits a time may be any number; the difference must not run over.
        return Math.Abs((double)now.ToUnixTimeSeconds() - at) > AgeMax.TotalSeconds
            ? SignatureVerdict.Old
            : SignatureVerdict.Good;
    }

    private static (long At, byte[] Signature)? Read(string? header)
    {
        if (header?.Split(',') is not [var time, var mark]
            || !time.StartsWith("t=", StringComparison.Ordinal) || !mark.StartsWith("v1=", StringComparison.Ordinal)
            || !long.TryParse(time.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return null;
        var signature = new byte[32];
        return mark.Length == 3 + 2 * signature.Length
            && Convert.FromHexString(mark.AsSpan(3), signature, out _, out _) == System.Buffers.OperationStatus.Done
            ? (at, signature)
            : null;
    }

    private byte[] Text(long at)
    {
        var head = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{at}\n{Method}\n{Target}\n{Key}\n"));
        return [.. head, .. Body.Span];
    }
}

/// <summary>What a receiver thinks of a signature.</summary>
public enum SignatureVerdict
{
    /// <summary>It is right.</summary>
    Good,

    /// <summary>There is none, or it is not in the form of one.</summary>
    Missing,

    /// <summary>It was made over something else, or with another secret.</summary>
    Wrong,

    /// <summary>It was right once: the request is repeated by somebody, or a clock is wrong.</summary>
    Old,
}
