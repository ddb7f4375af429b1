using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis.Views;

namespace Docket.Journal.Redis.Tests.Given;

/// <summary>Tallies as <c>tally:{stream}</c>.</summary>
internal sealed class TallyLayout : IRowLayout
{
    private readonly TallyCodec _codec = new();

    public string View => "tally";

    public string LentField => "lent";

    public string ShownField => "shown";

    public string NameOf(ReadOnlySpan<byte> key)
    {
        var reader = new RowReader(key);
        return $"tally:{_codec.ReadKey(ref reader)}";
    }

    public byte[] KeyOf(string name) => _codec.KeyOf(name["tally:".Length..]);

    public void Spread(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, object? known, HashFields fields) =>
        fields.Number("sum", _codec.RowOf("", row).Sum);
}
