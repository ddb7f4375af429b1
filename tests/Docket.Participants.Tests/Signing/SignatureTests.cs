using System.Text;
using Docket.Participants.Signing;

namespace Docket.Participants.Tests.Signing;

public sealed class SignatureTests
{
    private static readonly SignedRequest Request =
        new("POST", "/payments/charges", "8471.1/charge-card", Encoding.UTF8.GetBytes("{}"));

    private static readonly string Header = Request.Sign(Calls.Secrets, Calls.Noon);

    [Fact]
    public void A_signature_is_what_the_docs_say_and_any_language_can_make() => Assert.Equal(
        "t=1795953600,v1=56fbe69c0580f70d15f36c96266a7c47b1857e3f220433ddbbe92598a28c2d1d", Header);

    [Fact]
    public void What_was_signed_is_believed_for_five_minutes_either_way()
    {
        Assert.Equal(SignatureVerdict.Good, Check(Request, Calls.Noon));
        Assert.Equal(SignatureVerdict.Good, Check(Request, Calls.Noon.AddMinutes(5)));
        Assert.Equal(SignatureVerdict.Good, Check(Request, Calls.Noon.AddMinutes(-5)));
        Assert.Equal(SignatureVerdict.Old, Check(Request, Calls.Noon.AddSeconds(301)));
        Assert.Equal(SignatureVerdict.Old, Check(Request, Calls.Noon.AddSeconds(-301)));
    }

    [Fact]
    public void Nothing_of_a_request_can_be_exchanged()
    {
        SignedRequest[] others =
        [
            Request with { Method = "GET" },
            Request with { Target = "/payments/refunds" },
            Request with { Key = "8471.2/charge-card" },
            Request with { Body = Encoding.UTF8.GetBytes("[]") },
        ];
        Assert.All(others, other => Assert.Equal(SignatureVerdict.Wrong, Check(other, Calls.Noon)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1,v1=")]
    [InlineData("t=now,v1=00")]
    [InlineData("v1=00,t=1")]
    [InlineData("t=1,v1=zz00000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_signature_is_missing(string? header) =>
        Assert.Equal(SignatureVerdict.Missing, Request.Check(header, Calls.Secrets, Calls.Noon));

    [Fact]
    public void A_changed_time_makes_an_old_request_no_younger() => Assert.Equal(
        SignatureVerdict.Wrong,
        Request.Check(Header.Replace("t=1795953600", "t=1795957200", StringComparison.Ordinal), Calls.Secrets, Calls.Noon.AddHours(1)));

    [Fact]
    public void A_former_secret_is_believed_until_it_is_taken_out()
    {
        var both = SharedSecrets.Parse("a-newer-secret-for-tests\na-secret-for-tests\n")!;
        Assert.Equal(SignatureVerdict.Good, Request.Check(Header, both, Calls.Noon));
        Assert.Equal(SignatureVerdict.Wrong, Request.Check(Request.Sign(both, Calls.Noon), Calls.Secrets, Calls.Noon));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("short")]
    [InlineData("a-secret-for-tests\nshort")]
    public void A_short_secret_is_none(string text) => Assert.Null(SharedSecrets.Parse(text));

    private static SignatureVerdict Check(SignedRequest request, DateTimeOffset now) =>
        request.Check(Header, Calls.Secrets, now);
}
