using Docket.Journal.Redis.Views;

namespace Docket.Journal.Redis.Tests.Given;

/// <summary>Rows of any bytes, under their keys as hexadecimal digits.</summary>
internal sealed class HexLayout : IRowLayout
{
    public const string Name = "v";
    private const string Beginning = "row:";

    public string View => Name;

    public string LentField => "lent";

    public string ShownField => "shown";

    public string NameOf(ReadOnlySpan<byte> key) => Beginning + Convert.ToHexString(key);

    public byte[] KeyOf(string name) => Convert.FromHexString(name[Beginning.Length..]);

    public void Spread(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, object? known, HashFields fields) =>
        fields.Text("hex", Convert.ToHexString(row));
}
