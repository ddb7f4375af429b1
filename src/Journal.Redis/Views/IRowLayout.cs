namespace Docket.Journal.Redis.Views;

/// <summary>How the rows of one view lie in hashes: names for their keys, and fields for whoever looks.</summary>
public interface IRowLayout
{
    /// <summary>The view's name.</summary>
    string View { get; }

    /// <summary>The field that a row may lend to others.</summary>
    string LentField { get; }

    /// <summary>The field that shows what was borrowed.</summary>
    string ShownField { get; }

    /// <summary>What a row is called behind the generation's name, such as <c>order:8471</c>. Different keys have
    /// different
    /// names, and none begins with <c>~</c> or <c>@</c>.</summary>
    string NameOf(ReadOnlySpan<byte> key);

    /// <summary>The key that has this name.</summary>
    byte[] KeyOf(string name);

    /// <summary>Spreads a row over fields. Equal rows make equal fields.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="row">Its bytes.</param>
    /// <param name="known">The same as an object; null where it is to be decoded.</param>
    /// <param name="fields">Where the fields go.</param>
    void Spread(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, object? known, HashFields fields);
}
