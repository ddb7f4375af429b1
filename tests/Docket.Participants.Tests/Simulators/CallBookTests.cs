using Docket.Participants.Http;
using Docket.Participants.Simulators.Calls;

namespace Docket.Participants.Tests.Simulators;

/// <summary>The simulators keep the participants' contract, also when they are killed.</summary>
public sealed class CallBookTests : IDisposable
{
    private static readonly CallDocument Order = new("8471.1", "8471") { Amount = 2250, Currency = "GBP" };
    private static readonly Asked Charge = new("payments", "charges", "8471.1/charge-card", Order);
    private static readonly Asked Refund = Charge with
    {
        Operation = "refunds",
        Key = "8471.1/charge-card/undo",
        Request = Order with { Undoes = Charge.Key },
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("docket-book-").FullName;
    private CallBook _book;

    public CallBookTests() => _book = CallBook.Open(_directory, new StandingClock());

    public void Dispose()
    {
        _book.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void A_key_takes_effect_once_also_after_a_restart()
    {
        Assert.Equal("succeeded", Answer(Charge));
        Assert.Equal("succeeded", Answer(Charge));
        Reopen();
        Assert.Equal("succeeded", Answer(Charge));
        Assert.Equal([Charge.Key], Effects());
    }

    [Fact]
    public void A_refusal_is_final()
    {
        Assert.Equal("refused", _book.Answer(Charge, "No funds.")?.Outcome);
        Reopen();
        Assert.Equal("refused", Answer(Charge));
        Assert.Empty(Effects());
    }

    [Fact]
    public void A_key_that_comes_with_another_request_is_not_answered()
    {
        Answer(Charge);
        Assert.Null(_book.Answer(Charge with { Request = Order with { Amount = 1 } }, null));
        Assert.Null(_book.Answer(Charge with { Operation = "refunds" }, null));
    }

    [Fact]
    public void Lines_that_are_equal_are_the_same_request()
    {
        Asked Shipment() => new("shipping", "shipments", "k", Order with { Lines = [new LineDocument("mug", 2)] });
        Assert.Equal("succeeded", Answer(Shipment()));
        Reopen();
        Assert.Equal("succeeded", Answer(Shipment()));
    }

    [Fact]
    public void What_was_done_is_undone_once()
    {
        Answer(Charge);
        Answer(Refund);
        Reopen();
        Answer(Refund);
        Assert.Equal([Charge.Key, Refund.Key], Effects());
    }

    [Fact]
    public void Undoing_what_was_never_done_succeeds_does_nothing_and_has_it_refused_from_then_on()
    {
        Assert.Equal("succeeded", Answer(Refund));
        Reopen();
        Assert.Equal("refused", Answer(Charge));
        Assert.Empty(Effects());
    }

    [Fact]
    public void Undoing_what_was_refused_does_nothing()
    {
        _book.Answer(Charge, "No funds.");
        Assert.Equal("succeeded", Answer(Refund));
        Assert.Empty(Effects());
    }

    [Fact]
    public void A_line_that_was_being_written_when_the_process_died_is_cut_off()
    {
        Answer(Charge);
        _book.Dispose();
        File.AppendAllText(FilePath, """{"at":"2026-""");
        _book = CallBook.Open(_directory, new StandingClock());
        Answer(Refund);
        Reopen();
        Assert.Equal([Charge.Key, Refund.Key], Effects());
    }

    [Fact]
    public void A_whole_line_that_is_no_call_is_damage()
    {
        _book.Dispose();
        File.AppendAllText(FilePath, "nonsense\n");
        var damaged = Assert.Throws<InvalidDataException>(() => CallBook.Open(_directory, new StandingClock()));
        Assert.Contains("line 1", damaged.Message, StringComparison.Ordinal);
        File.Delete(FilePath);
        _book = CallBook.Open(_directory, new StandingClock());
    }

    [Fact]
    public void One_process_has_it_at_a_time() =>
        Assert.Throws<IOException>(() => CallBook.Open(_directory, new StandingClock()));

    private string FilePath => Path.Combine(_directory, "calls.jsonl");

    private string? Answer(Asked asked) => _book.Answer(asked, null)?.Outcome;

    private IEnumerable<string> Effects() => _book.Effects().Select(effect => effect.Key);

    private void Reopen()
    {
        _book.Dispose();
        _book = CallBook.Open(_directory, new StandingClock());
    }
}
