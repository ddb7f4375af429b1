namespace Docket.Architecture.Tests.Sources;

/// <summary>Each rule is seen to catch what it is there for, and to let the like of it be.</summary>
public sealed class SourceRuleTests
{
    [Fact]
    public void A_region_is_named_with_its_line() =>
        Assert.Equal(["a.cs:2: #region Fields"], SourceRules.Regions("a.cs", "class A {\n    #region Fields\n}"));

    [Theory]
    [InlineData("#pragma warning disable CA1822", 1)]
    [InlineData("#pragma warning disable CA1822 // the benchmark wants an instance", 0)]
    [InlineData("// The benchmark wants an instance.\n#pragma warning disable CA1822", 0)]
    [InlineData("int x;\n#pragma warning disable CA1822", 1)]
    [InlineData("#pragma warning restore CA1822", 0)]
    [InlineData("[SuppressMessage(\"Design\", \"CA1031\")]", 1)]
    [InlineData("[SuppressMessage(\"Design\", \"CA1031\",\n    Justification = \"The writers learn of it.\")]", 0)]
    public void A_suppression_without_a_reason_is_named(string text, int findings) =>
        Assert.Equal(findings, SourceRules.UnexplainedSuppressions("a.cs", text).Count());

    [Theory]
    [InlineData("<NoWarn>CA1822</NoWarn>", 1)]
    [InlineData("<!-- The benchmark wants an instance. -->\n<NoWarn>CA1822</NoWarn>", 0)]
    public void A_project_that_switches_a_warning_off_without_a_reason_is_named(string text, int findings) =>
        Assert.Equal(findings, SourceRules.UnexplainedNoWarn("a.csproj", text).Count());

    [Theory]
    [InlineData("public sealed class OrderManager", 1)]
    [InlineData("internal static class StringUtils", 1)]
    [InlineData("public abstract record EventBase(int X)", 1)]
    [InlineData("internal static class JsonHelper<T>", 1)]
    [InlineData("internal static class Common", 1)]
    [InlineData("public sealed class Database", 0)]
    [InlineData("internal static class Base64Url", 0)]
    [InlineData("public sealed class BaselineReader", 0)]
    public void A_name_that_says_nothing_is_named(string text, int findings) =>
        Assert.Equal(findings, SourceRules.EmptyNames("a.cs", text).Count());

    [Fact]
    public void A_file_name_that_says_nothing_is_named() =>
        Assert.Equal(["src/OrderHelper.cs"], SourceRules.EmptyNames("src/OrderHelper.cs", "class OrderHelper;"));

    [Theory]
    [InlineData("Thread", "Sleep")]
    [InlineData("Task", "Delay")]
    public void A_wait_on_the_clock_is_named(string type, string method) =>
        Assert.Single(SourceRules.ClockWaits("a.cs", $"await {type}.{method}(10);"));

    [Fact]
    public void Work_left_for_later_is_named() =>
        Assert.Single(SourceRules.UnfinishedWork("a.cs", "// TO" + "DO: the other half"));

    [Fact]
    public void A_long_file_is_named_until_its_reason_is_given()
    {
        var text = new string('\n', LongFiles.LinesMax + 1);
        Assert.Single(SourceRules.TooLong("a.cs", text, new Dictionary<string, string>()));
        Assert.Empty(SourceRules.TooLong("a.cs", text, new Dictionary<string, string> { ["a.cs"] = "A table." }));
    }
}
