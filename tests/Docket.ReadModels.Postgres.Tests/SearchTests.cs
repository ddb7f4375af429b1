using Docket.Kernel;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.Postgres.CustomerHistory;
using Docket.ReadModels.Postgres.Tests.Given;
using Npgsql;

namespace Docket.ReadModels.Postgres.Tests;

/// <summary>Full text search in PostgreSQL finds what a search in one process finds.</summary>
public sealed class SearchTests(SharedServer shared)
{
    private static readonly string[] Parts =
    [
        "a", "B", "ab", "AB", "t", "shirt", "7", "42", " ", " ", "-", "'", "\\", "&", "|", "!", ":*", "(", ")", "<->", ".",
        "ä", "Ä", "ß", "ſ", "ı", "İ", "K", "ﬁ", "ǆ", "ǅ", "日本", "\ud83d\ude00", "\ud83d", "\0", "é", "e\u0301", "Σ", "ς", "Å",
    ];

    [Fact]
    public async Task The_same_names_are_found_by_the_same_words_whatever_they_are_made_of()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        var chance = new Random(42);
        var cases = Enumerable.Range(0, 5_000).Select(_ => (Names(chance), Text(chance, 4))).ToList();
        var asked = cases.Where(one => SearchWords.Query(one.Item2) is not null).ToList();
        Assert.All(cases, one => Assert.Equal(WordSearch.For(one.Item2) is null, SearchWords.Query(one.Item2) is null));

        var found = await FoundAsync(shop, asked);

        var expected = asked.Select(one => WordSearch.For(one.Item2)!.Matches(one.Item1)).ToList();
        Assert.Contains(true, expected);
        for (var i = 0; i < asked.Count; i++)
            Assert.True(
                expected[i] == found[i],
                $"'{string.Join("','", asked[i].Item1)}' searched for '{asked[i].Item2}': {found[i]}, not {expected[i]}");
    }

    [Fact]
    public async Task A_name_of_one_long_word_can_be_kept_and_found()
    {
        await using var shop = await ShopDatabase.NewAsync(shared.Server);
        ValueList<string> names = [new string('日', 500)];
        Assert.Equal([true], await FoundAsync(shop, [(names, new string('日', 500))]));
    }

    private static async Task<List<bool>> FoundAsync(ShopDatabase shop, List<(ValueList<string> Names, string Text)> cases)
    {
        await using var connection = new NpgsqlConnection(shop.Options().ConnectionString);
        await connection.OpenAsync(ShopDatabase.Token);
        await using var command = new NpgsqlCommand(
            "select array_to_tsvector(string_to_array(c.words, ' ')) @@ c.query::tsquery "
            + "from unnest($1, $2) with ordinality as c (words, query, n) order by n",
            connection).With(cases.Select(one => SearchWords.Of(one.Names)).ToArray())
            .With(cases.Select(one => SearchWords.Query(one.Text)!).ToArray());
        var found = new List<bool>();
        await using var reader = await command.ExecuteReaderAsync(ShopDatabase.Token);
        while (await reader.ReadAsync(ShopDatabase.Token)) found.Add(reader.GetBoolean(0));
        return found;
    }

    private static ValueList<string> Names(Random chance) =>
        Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Text(chance, 6)).ToValueList();

    private static string Text(Random chance, int parts) =>
        string.Concat(Enumerable.Range(0, chance.Next(1, parts)).Select(_ => Parts[chance.Next(Parts.Length)]));
}
