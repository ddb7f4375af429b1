using Docket.Journal.Store;

namespace Docket.Journal.Tests;

public sealed class StreamNameTests
{
    [Fact]
    public void The_first_hyphen_divides_category_and_id()
    {
        Assert.True(StreamName.TryParse("order-8471-b", out var name));
        Assert.Equal(("order", "8471-b", "order-8471-b"), (name.Category, name.Id, name.ToString()));
        Assert.Equal(new StreamName("order", "8471-b"), name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("order")]
    [InlineData("order-")]
    [InlineData("-8471")]
    [InlineData("Order-8471")]
    [InlineData("order-8471 b")]
    [InlineData("order-ä")]
    public void What_is_no_stream_name_is_not_read_as_one(string? text) =>
        Assert.False(StreamName.TryParse(text, out _));

    [Fact]
    public void Parts_have_their_greatest_length()
    {
        _ = new StreamName(new string('c', 32), new string('i', 128));
        Assert.Throws<ArgumentException>(() => new StreamName(new string('c', 33), "i"));
        Assert.Throws<ArgumentException>(() => new StreamName("c", new string('i', 129)));
    }
}
