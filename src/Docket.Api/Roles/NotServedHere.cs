using Docket.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Docket.Api.Roles;

/// <summary>Answers for the resources that other processes serve: whoever asks here learns that the path is right and the
/// address is not.</summary>
internal static class NotServedHere
{
    private static readonly (string Method, string Path)[] Commands =
    [
        ("POST", "/orders"),
        ("POST", "/orders/{id}/items"),
        ("POST", "/orders/{id}/discounts"),
        ("POST", "/orders/{id}/ship"),
        ("POST", "/orders/{id}/cancel"),
        ("POST", "/orders/{id}/refunds"),
        ("POST", "/payments"),
        ("PUT", "/customers/{id}"),
    ];

    private static readonly (string Method, string Path)[] Queries =
    [
        ("GET", "/orders/{id}"),
        ("GET", "/orders/{id}/status"),
        ("GET", "/orders/{id}/history"),
        ("GET", "/orders/{id}/state"),
        ("GET", "/customers/{id}/orders"),
        ("GET", "/reports/revenue"),
        ("GET", "/reports/products"),
        ("GET", "/analytics"),
    ];

    public static void MapCommands(IEndpointRouteBuilder routes) => Map(routes, Commands, "commands");

    public static void MapQueries(IEndpointRouteBuilder routes) => Map(routes, Queries, "queries");

    private static void Map(IEndpointRouteBuilder routes, (string Method, string Path)[] resources, string kind)
    {
        RequestDelegate answer = context => Problem.NotServedHere(kind).ExecuteAsync(context);
        foreach (var (method, path) in resources) routes.MapMethods(path, [method], answer).ExcludeFromDescription();
    }
}
