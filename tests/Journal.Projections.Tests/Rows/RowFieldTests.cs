using System.Buffers;
using Docket.Journal.Projections.Rows;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Journal.Projections.Tests.Rows;

public sealed class RowFieldTests
{
    [Fact]
    public void What_is_written_is_read_back() => Prop.ForAll<long, string?, bool>((signed, text, flag) =>
    {
        var unsigned = (ulong)signed;
        if (text?.Any(char.IsSurrogate) == true) text = "half a pair is not text";
        var instant = new DateTimeOffset(Math.Abs(signed % DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
        var target = new ArrayBufferWriter<byte>();
        var writer = new RowWriter(target);
        writer.WriteSigned(signed);
        writer.WriteUnsigned(unsigned);
        writer.WriteText(text);
        writer.WriteFlag(flag);
        writer.WriteInstant(instant);
        writer.WriteInstant(null);

        var reader = new RowReader(target.WrittenSpan);
        return reader.ReadSigned() == signed
            && reader.ReadUnsigned() == unsigned
            && reader.ReadTextOrNone() == text
            && reader.ReadFlag() == flag
            && reader.ReadInstant() == instant
            && reader.ReadInstantOrNone() is null
            && reader.Rest.IsEmpty;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(0)]
    public void The_ends_of_the_numbers_are_read_back(long value)
    {
        var target = new ArrayBufferWriter<byte>();
        new RowWriter(target).WriteSigned(value);
        Assert.Equal(value, new RowReader(target.WrittenSpan).ReadSigned());
    }

    [Fact]
    public void A_row_that_is_cut_off_is_an_error_and_not_a_value()
    {
        var target = new ArrayBufferWriter<byte>();
        new RowWriter(target).WriteText("a name of some length");
        for (var length = 0; length < target.WrittenCount; length++)
        {
            var cut = target.WrittenSpan[..length].ToArray();
            Assert.Throws<InvalidDataException>(() => new RowReader(cut).ReadText());
        }
    }

    [Theory]
    [InlineData("", "00000000000000000000000000000000")]
    [InlineData("hello", "cbd8a7b341bd9b025b1e906a48ae1d19")]
    [InlineData("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347")]
    public void The_hash_is_MurmurHash3(string text, string published)
    {
        var hash = RowHash.Of(System.Text.Encoding.UTF8.GetBytes(text), seed: 0);
        Assert.Equal(published, $"{(ulong)hash:x16}{(ulong)(hash >> 64):x16}");
    }
}
