using System.Text;
using Docket.Api.OpenApi;
using Docket.Api.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Role = Docket.Api.Keys.Role;

namespace Docket.Api.Operations;

/// <summary><c>GET /metrics</c></summary>
internal static class GetMetrics
{
    private static readonly Operation About = new()
    {
        Id = "get_metrics",
        Summary = "Gives the service's figures as Prometheus reads them",
        Role = Role.Reader,
        Reply = ReplyOf.Text(
            "docket_http_request_duration_seconds_count{method=\"POST\",route=\"/orders\",status=\"201\"} 22446\n"),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", Handle).Describe(About);

    private static ContentHttpResult Handle(MetricsCollector metrics) =>
        TypedResults.Text(metrics.WriteText(), "text/plain; version=0.0.4", Encoding.UTF8);
}
