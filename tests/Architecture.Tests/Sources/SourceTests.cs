namespace Docket.Architecture.Tests.Sources;

public sealed class SourceTests
{
    private static readonly string[] Code = ["src", "tests", "bench", "samples"];

    [Fact]
    public void No_file_hides_code_in_regions() =>
        Findings.AssertNone("Regions (split the file instead):", Check(SourceRules.Regions, Code));

    [Fact]
    public void Every_switched_off_warning_has_its_reason() =>
        Findings.AssertNone("Warnings switched off without a reason:", Check(SourceRules.UnexplainedSuppressions, Code));

    [Fact]
    public void Every_project_says_why_it_switches_a_warning_off() =>
        Findings.AssertNone(
            "Warnings switched off without a reason:",
            Repository.Files(".csproj", Code).SelectMany(path => SourceRules.UnexplainedNoWarn(path, Repository.Read(path))));

    [Fact]
    public void Names_say_what_a_thing_does() =>
        Findings.AssertNone("Names that say nothing:", Check(SourceRules.EmptyNames, Code));

    [Fact]
    public void No_test_waits_on_the_clock() =>
        Findings.AssertNone("Wait on a signal or a position instead:", Check(SourceRules.ClockWaits, "tests"));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Findings.AssertNone("Finish it, or open an issue:", Check(SourceRules.UnfinishedWork, Code));

    [Fact]
    public void A_long_file_has_its_reason() =>
        Findings.AssertNone(
            $"Longer than {LongFiles.LinesMax} lines:",
            Check((path, text) => SourceRules.TooLong(path, text, LongFiles.Reasons), Code));

    [Fact]
    public void A_reason_goes_when_its_file_is_short_again() =>
        Findings.AssertNone(
            "Take these out of LongFiles.cs:",
            LongFiles.Reasons.Keys.Where(path =>
                !Repository.Exists(path) || !SourceRules.TooLong(path, Repository.Read(path), NoReasons).Any()));

    private static readonly Dictionary<string, string> NoReasons = [];

    private static IEnumerable<string> Check(Func<string, string, IEnumerable<string>> rule, params string[] folders) =>
        Repository.Files(".cs", folders).SelectMany(path => rule(path, Repository.Read(path)));
}
