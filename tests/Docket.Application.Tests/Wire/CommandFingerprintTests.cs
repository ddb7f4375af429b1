using Docket.Application.Wire;

namespace Docket.Application.Tests.Wire;

public sealed class CommandFingerprintTests
{
    [Fact]
    public void It_is_the_first_half_of_the_sha_256() => Assert.Equal(
        UInt128.Parse("ba7816bf8f01cfea414140de5dae2223", System.Globalization.NumberStyles.HexNumber, null),
        CommandFingerprint.Of("abc"u8));

    [Fact]
    public void The_same_request_has_the_same_fingerprint() => Assert.Equal(
        CommandFingerprint.OfRequest("POST", "/orders", "{}"u8), CommandFingerprint.OfRequest("POST", "/orders", "{}"u8));

    [Fact]
    public void Method_path_and_body_all_count() => Assert.Equal(4, new[]
    {
        CommandFingerprint.OfRequest("POST", "/orders", "{}"u8),
        CommandFingerprint.OfRequest("PUT", "/orders", "{}"u8),
        CommandFingerprint.OfRequest("POST", "/orders/1/ship", "{}"u8),
        CommandFingerprint.OfRequest("POST", "/orders", "{ }"u8),
    }.Distinct().Count());

    [Fact]
    public void What_moves_from_one_part_to_the_next_is_another_request() => Assert.NotEqual(
        CommandFingerprint.OfRequest("POST", "/a", " b"u8), CommandFingerprint.OfRequest("POST", "/a b", ""u8));
}
