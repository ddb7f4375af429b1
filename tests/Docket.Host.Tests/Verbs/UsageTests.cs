using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Verbs;

public sealed class UsageTests
{
    public static TheoryData<int, string[]> Wrong => new()
    {
        { 2, [] },
        { 2, ["nonsense"] },
        { 2, ["import"] },
        { 2, ["history"] },
        { 2, ["serve", "--urls", "nowhere"] },
        { 2, ["serve", "--port", "1"] },
        { 2, ["serve", "--keys", ""] },
        { 2, ["serve", "--data", " "] },
        { 2, ["serve", "--requests-max", "0"] },
        { 2, ["serve", "--role", "boss"] },
        { 2, ["serve", "--role", ""] },
        { 2, ["serve", "--role", "command"] },
        { 2, ["serve", "--role", "saga", "--postgres", "Host=127.0.0.1;Port=1;Database=none"] },
        { 2, ["serve", "--replica", "Host=127.0.0.1;Port=1;Database=none"] },
        { 2, ["serve", "--replica", "nowhere", "--postgres", "Host=127.0.0.1;Port=1;Database=none"] },
        { 2, ["serve", "--replica", "Host=a;Database=b", "--replica-serves", "luck", "--postgres", "Host=127.0.0.1;Port=1;Database=none"] },
        { 2, ["serve", "--replica", "Host=a;Database=b", "--replica-lag-max", "0", "--postgres", "Host=127.0.0.1;Port=1;Database=none"] },
        { 2, ["serve", "--replica", "Host=a;Database=b", "--replica-fallback", "hope", "--postgres", "Host=127.0.0.1;Port=1;Database=none"] },
        { 2, ["serve", "--replica", "Host=a;Database=b", "--role", "command", "--postgres", "Host=127.0.0.1;Port=1;Database=none"] },
        { 2, ["serve", "--payment-url", "http://127.0.0.1:1"] },
        { 2, ["serve", "--payment-url", "nowhere", "--shipping-url", "http://127.0.0.1:1"] },
        { 2, ["serve", "--payment-url", "http://127.0.0.1:1", "--shipping-url", "http://127.0.0.1:1"] },
        { 2, ["serve", "--mail", "folder:mails"] },
        { 2, ["participants"] },
        { 2, ["participants", "--urls", "http://0.0.0.0:0"] },
        { 2, ["history", "a b"] },
        { 2, ["state", "x", "--at", "noon"] },
        { 2, ["state", "x", "--version", "0"] },
        { 2, ["report", "revenue", "--from", "noon"] },
        { 2, ["report", "revenue", "--granularity", "year"] },
        { 2, ["report", "products", "--limit", "0"] },
        { 2, ["keys", "create", "--role", "boss", "--name", "x"] },
        { 2, ["copy", "--from", "data", "--to", "files:x"] },
        { 2, ["bench", "--only", "luck"] },
        { 2, ["doctor", "--replica", "Host=a;Database=b"] },
        { 2, ["doctor", "--postgres", "nowhere"] },
        { 2, ["copy", "--from", "postgres:", "--to", "files:x"] },
        { 2, ["lag", "--url", "nowhere"] },
        { 1, ["history", "541431"] },
        { 1, ["state", "541431"] },
        { 1, ["report", "revenue"] },
        { 1, ["lag"] },
        { 1, ["verify"] },
        { 1, ["projections", "list"] },
        { 1, ["import", "/no/such/file.csv"] },
        { 1, ["lag", "--url", "http://127.0.0.1:1"] },
        { 1, ["serve", "--keys", "/no/such/keys.json"] },
        { 1, ["participants", "--participants-secret", "/no/such/secret"] },
        { 1, ["copy", "--from", "files:/no/such/data", "--to", "files:x"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_call_ends_with_its_exit_code_and_one_line(int exitCode, string[] arguments)
    {
        using var data = new TemporaryDirectory();
        string[] all = arguments is [] or ["serve", ..] ? arguments : [.. arguments, "--data", data["none"]];
        var ended = await DocketProcess.RunAsync(all);
        Assert.Equal((exitCode, ""), (ended.ExitCode, ended.Output));
        var lines = ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("docket: ", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith("Try: docket", line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data["none"]), "A verb that cannot do anything must leave nothing behind.");
    }

    [Fact]
    public async Task What_a_file_holds_is_quoted_in_one_short_line_that_no_terminal_obeys()
    {
        using var data = new TemporaryDirectory();
        File.WriteAllText(data["x.csv"], "a\u001b[2J\u0007b," + new string('c', 5000) + "\n1,2\n");
        var ended = await DocketProcess.RunAsync("import", data["x.csv"], "--data", data["data"]);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("InvoiceNo", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(ended.Errors.TrimEnd('\n'), char.IsControl);
        Assert.InRange(ended.Errors.Length, 1, 1000);
    }

    [Fact]
    public async Task What_is_not_typed_comes_from_the_environment_else_from_appsettings()
    {
        using var data = new TemporaryDirectory();
        File.WriteAllText(data["appsettings.json"], """{ "Docket": { "Data": "from-file" } }""");
        Assert.Contains("from-file", (await LagAsync(data, [])).Errors, StringComparison.Ordinal);
        Assert.Contains("from-env", (await LagAsync(data, [("DOCKET_DATA", "from-env")])).Errors,
            StringComparison.Ordinal);
        Assert.Contains("typed", (await LagAsync(data, [("DOCKET_DATA", "from-env")], "--data", "typed")).Errors,
            StringComparison.Ordinal);
        File.WriteAllText(data["appsettings.json"], "{");
        var broken = await LagAsync(data, []);
        Assert.Equal((1, 1), (broken.ExitCode, broken.Errors.Count(c => c == '\n')));
    }

    private static Task<Ended> LagAsync(TemporaryDirectory data, (string, string)[] environment,
        params string[] options) =>
        DocketProcess.RunInAsync(data.Path, environment, ["lag", .. options]);

    [Fact]
    public async Task Help_names_every_verb()
    {
        var help = await DocketProcess.RunAsync("--help");
        Assert.Equal(0, help.ExitCode);
        foreach (var verb in (string[])["serve", "demo", "import", "history", "state", "report", "lag", "projections",
            "sagas", "participants", "outbox", "verify", "copy", "doctor", "keys", "bench"])
            Assert.Contains("  " + verb, help.Output, StringComparison.Ordinal);
    }
}
