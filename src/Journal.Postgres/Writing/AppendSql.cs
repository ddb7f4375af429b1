using System.Globalization;

namespace Docket.Journal.Postgres.Writing;

/// <summary>
/// The one statement that appends, in its four forms: with and without the outbox and the companion. And the one for an
/// append alone, which always knows the outbox.
/// </summary>
/// <remarks>
/// What an append has nothing for is not in its statement: who has no outbox and no companion does not pay for them.
/// </remarks>
internal sealed class AppendSql
{
    /// <summary>All of them, for the driver's cache of prepared statements.</summary>
    public const int Forms = 6;

    private const int EngineParameters = 12;
    private const int ParametersOfOne = 15;
    private readonly string[] _forms;
    private readonly string[] _formsOfOne;

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
        var single = sql.Verb("append_one");
        _formsOfOne = [single, companion is null ? single : With(single, CallOfOne(companion))];
        for (var i = 0; i < _forms.Length; i++) _forms[i] = sql.ForSchema(_forms[i]);
        for (var i = 0; i < _formsOfOne.Length; i++) _formsOfOne[i] = sql.ForSchema(_formsOfOne[i]);
    }

    public string For(bool outbox, bool companion) => _forms[(outbox ? 1 : 0) + (companion ? 2 : 0)];

    public string ForOne(bool companion) => _formsOfOne[companion ? 1 : 0];

    /// <summary>The placeholders of so many parameters.</summary>
    internal static string Parameters(int first, int count) => string.Join(
        ", ", Enumerable.Range(first, count).Select(n => "$" + n.ToString(CultureInfo.InvariantCulture)));

    private static string Call(IAppendCompanion companion, int first) =>
        $"{companion.Function}(a.fates, a.versions, a.positions, $4, {Parameters(first, companion.ArgumentCount)})";

    private static string CallOfOne(IAppendCompanion companion) =>
        $"{companion.Function}(array[a.fate], array[a.reached], array[a.last], array[cardinality($6)], "
        + $"{Parameters(ParametersOfOne + 1, companion.ArgumentCount)})";

    private static string With(string append, string call) =>
        append.Replace("\nfrom ", $",\n    {call}\nfrom ", StringComparison.Ordinal);
}
