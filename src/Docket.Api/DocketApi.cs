using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Docket.Api.Customers;
using Docket.Api.Edge;
using Docket.Api.Json;
using Docket.Api.Keys;
using Docket.Api.OpenApi;
using Docket.Api.Operations;
using Docket.Api.Orders;
using Docket.Api.Payments;
using Docket.Api.Replicas;
using Docket.Api.Reports;
using Docket.Api.Requests;
using Docket.Api.Roles;
using Docket.Api.Sagas;
using Docket.Api.Stock;
using Docket.Api.Telemetry;
using Docket.Application.Checkout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Docket.Api;

/// <summary>The HTTP API as a whole: what it needs, and every route there is.</summary>
public static class DocketApi
{
    /// <summary>
    /// Registers what the endpoints need beside the application: the services, the queries, the journal, an
    /// <see cref="IReadiness"/> and a <see cref="TimeProvider"/> are the host's to give; an <see cref="IReadReplica"/> where
    /// there is one.
    /// </summary>
    public static IServiceCollection AddDocketApi(this IServiceCollection services, ApiOptions options, ApiKeyRing keys)
    {
        services.AddSingleton(options).AddSingleton(keys);
        services.AddSingleton<RequestMeter>().AddSingleton<MetricsCollector>();
        services.AddSingleton<OrderReader>().AddSingleton<OrderFinder>().AddSingleton<FreshnessPolicy>();
        services.AddSingleton<StatusFinder>().AddSingleton<HistoryFinder>().AddSingleton<VisibleWait>();
        services.AddSingleton(provider => new ReadRouter(provider.GetService<IReadReplica>()));
        services.AddSingleton<CheckoutService>().AddSingleton<SagaReader>();
        services.AddSingleton<CustomerOrdersView>().AddSingleton<ProductsView>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(ReplyJson.Default,
                RequestJson.Default);
            // A number is a number, in and out; the web's defaults would describe each as a number or a text.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.AddDocketOpenApi();
        return services;
    }

    /// <summary>Puts the gates and the routes in place; of commands and queries only the parts that are served here.</summary>
    public static void UseDocketApi(this WebApplication app, ApiParts parts)
    {
        // Begins to listen before the first request is measured.
        app.Services.GetRequiredService<MetricsCollector>();
        app.UseMiddleware<EdgeGate>();
        app.Use(HeadAsGet);
        app.UseRouting();
        if (!app.Services.GetRequiredService<ApiKeyRing>().IsEmpty) app.UseMiddleware<KeyGate>();
        if (parts.HasFlag(ApiParts.Commands)) app.MapCommands();
        else NotServedHere.MapCommands(app);
        if (parts.HasFlag(ApiParts.Queries)) app.MapQueries();
        else NotServedHere.MapQueries(app);
        app.MapOperations();
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    /// <summary>HEAD is GET without the body, which the server leaves out by itself.</summary>
    private static Task HeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    private static void MapCommands(this IEndpointRouteBuilder routes)
    {
        PlaceOrder.Map(routes);
        AddItem.Map(routes);
        ApplyDiscount.Map(routes);
        ConfirmPayment.Map(routes);
        ShipOrder.Map(routes);
        CancelOrder.Map(routes);
        IssueRefund.Map(routes);
        CheckOutOrder.Map(routes);
        ReceiveStock.Map(routes);
        PutCustomer.Map(routes);
    }

    private static void MapQueries(this IEndpointRouteBuilder routes)
    {
        GetOrder.Map(routes);
        GetOrderStatus.Map(routes);
        GetOrderHistory.Map(routes);
        GetOrderState.Map(routes);
        GetCustomerOrders.Map(routes);
        GetRevenue.Map(routes);
        GetProducts.Map(routes);
        GetAnalytics.Map(routes);
    }

    private static void MapOperations(this IEndpointRouteBuilder routes)
    {
        GetLag.Map(routes);
        ListProjections.Map(routes);
        GetProjection.Map(routes);
        RebuildProjection.Map(routes);
        RepairProjection.Map(routes);
        RollBackProjection.Map(routes);
        ListParked.Map(routes);
        RetryParked.Map(routes);
        SkipParked.Map(routes);
        ListSagas.Map(routes);
        GetSaga.Map(routes);
        DecideSaga.Map(routes);
        GetHealth.Map(routes);
        GetMetrics.Map(routes);
    }
}
