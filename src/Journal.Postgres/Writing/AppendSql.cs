using System.Globalization;

namespace Docket.Journal.Postgres.Writing;

/// <summary>The one statement that appends, in its four forms: with and without the outbox and the companion.</summary>
/// <remarks>
/// What an append has nothing for is not in its statement: who has no outbox and no companion does not pay for them.
/// </remarks>
internal sealed class AppendSql
{
    private const int EngineParameters = 12;
    private readonly string[] _forms;

    public AppendSql(SqlText sql, IAppendCompanion? companion)
    {
        var append = sql.Verb("append");
        var outbox = OutboxArrays.Call(EngineParameters + 1);
        _forms =
        [
            append,
            With(append, outbox),
            companion is null ? append : With(append, Call(companion, EngineParameters + 1)),
            companion is null
                ? append
                : With(With(append, outbox), Call(companion, EngineParameters + OutboxArrays.Count + 1)),
        ];
        for (var i = 0; i < _forms.Length; i++) _forms[i] = sql.ForSchema(_forms[i]);
    }

    public string For(bool outbox, bool companion) => _forms[(outbox ? 1 : 0) + (companion ? 2 : 0)];

    /// <summary>The placeholders of so many parameters.</summary>
    internal static string Parameters(int first, int count) => string.Join(
        ", ", Enumerable.Range(first, count).Select(n => "$" + n.ToString(CultureInfo.InvariantCulture)));

    private static string Call(IAppendCompanion companion, int first) =>
        $"{companion.Function}(a.fates, a.versions, a.positions, $4, {Parameters(first, companion.ArgumentCount)})";

    private static string With(string append, string call) =>
        append.Replace("\nfrom ", $",\n    {call}\nfrom ", StringComparison.Ordinal);
}
