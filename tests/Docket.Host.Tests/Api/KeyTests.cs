using Docket.Host.Tests.Running;

namespace Docket.Host.Tests.Api;

public sealed class KeyTests
{
    private static readonly string[] Roles = ["reader", "clerk", "support", "operator"];

    /// <summary>A request, and the least role that may: everything below is refused, it and everything above is let
    /// through.</summary>
    private static readonly (string Method, string Path, string? Role)[] Rights =
    [
        ("GET", "/orders/x", "reader"), ("GET", "/orders/x/status", "reader"), ("GET", "/customers/x/orders", "reader"),
        ("GET", "/reports/revenue", "reader"), ("GET", "/reports/products", "reader"), ("GET", "/analytics", "reader"),
        ("GET", "/metrics", "reader"), ("POST", "/orders", "clerk"), ("POST", "/orders/x/items", "clerk"),
        ("POST", "/payments", "clerk"),
        ("POST", "/orders/x/ship", "clerk"), ("PUT", "/customers/x", "clerk"), ("POST", "/orders/x/cancel", "support"),
        ("POST", "/orders/x/refunds", "support"), ("POST", "/orders/x/discounts", "support"),
        ("GET", "/orders/x/history", "support"),
        ("GET", "/orders/x/state", "support"), ("GET", "/ops/lag", "operator"), ("GET", "/ops/projections", "operator"),
        ("GET", "/ops/parked", "operator"), ("POST", "/ops/projections/x/rebuild", "operator"),
        ("GET", "/healthz", null),
        ("GET", "/readyz", null), ("GET", "/openapi/v1.json", null),
    ];

    [Fact]
    public async Task A_key_opens_what_its_role_may_and_nothing_else()
    {
        using var data = new TemporaryDirectory();
        var file = data["keys.json"];
        var keys = new List<string>();
        foreach (var role in Roles) keys.Add(await CreateAsync(role, file));
        Assert.All(keys, key => Assert.DoesNotContain(key, File.ReadAllText(file), StringComparison.Ordinal));
        await using var service = await RunningService.StartAsync(data["data"], "--keys", file);
        foreach (var (method, path, least) in Rights)
        {
            await ExpectAsync(service, method, path, null, least is null ? null : 401);
            await ExpectAsync(service, method, path, "docket_wrong", least is null ? null : 401);
            for (var role = 0; role < Roles.Length; role++)
                await ExpectAsync(service, method, path, keys[role], role < Array.IndexOf(Roles, least) ? 403 : null);
        }

        await service.PostAsync("/orders", Bodies.Order("a"), keys[1], ("X-Actor", "anna"));
        var history = await service.GetAsync("/orders/a/history", keys[2]);
        Assert.Equal("key-clerk:anna", history.Body.GetProperty("events")[0].GetProperty("metadata").GetProperty(
            "actor").GetString());
    }

    [Fact]
    public async Task On_a_public_address_it_does_not_start_without_keys()
    {
        using var data = new TemporaryDirectory();
        foreach (var url in (string[])["http://0.0.0.0:0", "http://[::]:0", "http://*:0", "http://192.0.2.1:0"])
        {
            var ended = await DocketProcess.RunAsync("serve", "--urls", url, "--data", data.Path);
            Assert.Equal((2, 1), (ended.ExitCode, ended.Errors.Split('\n',
                StringSplitOptions.RemoveEmptyEntries).Length));
            Assert.Contains("keys", ended.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Verbs_reach_a_service_that_listens_on_every_address()
    {
        using var data = new TemporaryDirectory();
        var key = await CreateAsync("operator", data["keys.json"]);
        using var service = DocketProcess.Start("serve", "--urls", "http://0.0.0.0:0", "--keys", data["keys.json"],
            "--data", data["data"]);
        Assert.Contains("0.0.0.0", await service.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await DocketProcess.RunAsync("lag", "--data", data["data"], "--key", key)).ExitCode);
        Assert.Equal(1, (await DocketProcess.RunAsync("lag", "--data", data["data"])).ExitCode);
    }

    private static async Task<string> CreateAsync(string role, string file)
    {
        var created = await DocketProcess.RunAsync("keys", "create", "--role", role, "--name", "key-" + role, "--keys",
            file, "--json");
        return created.Json.GetProperty("key").GetString()!;
    }

    private static async Task ExpectAsync(RunningService service, string method, string path, string? key, int? refusal)
    {
        var answer = await service.SendAsync(new HttpMethod(method), path, method == "GET" ? null : "{}", key);
        if (refusal is { } code) Assert.Equal((method, path, code), (method, path, answer.Code));
        else Assert.DoesNotContain(answer.Code, (int[])[401, 403]);
    }
}
