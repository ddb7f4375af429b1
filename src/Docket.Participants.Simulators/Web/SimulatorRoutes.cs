using Docket.Participants.Http;
using Docket.Participants.Simulators.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Docket.Participants.Simulators.Web;

/// <summary>Where the simulators are asked, switched and looked at.</summary>
public static class SimulatorRoutes
{
    /// <summary>Maps all of them.</summary>
    public static void MapSimulators(this IEndpointRouteBuilder routes, Simulation simulation)
    {
        foreach (var (name, calls) in Simulation.All)
        {
            var endpoint = new CallEndpoint(simulation, name);
            foreach (var operation in new[] { calls.Do, calls.Undo })
                routes.MapPost(
                    $"/{name}/{operation}", (RequestDelegate)(context => endpoint.ExecuteAsync(context, operation)));
            routes.MapGet($"/{name}/{ParticipantRoutes.Calls}", (RequestDelegate)endpoint.TellAsync);
            MapFaults(routes, $"/faults/{name}", simulation.Switches[name]);
        }

        routes.MapGet("/effects", (RequestDelegate)(context => context.WriteAsync(
            200, new EffectsReply(simulation.Book.Effects()), SimulatorJson.Default.EffectsReply)));
    }

    private static void MapFaults(IEndpointRouteBuilder routes, string path, FaultSwitch faults)
    {
        routes.MapGet(path, (RequestDelegate)(context => TellAsync(context, faults)));
        routes.MapPut(path, (RequestDelegate)(context => SwitchAsync(context, faults)));
        routes.MapDelete(path, (RequestDelegate)(context =>
        {
            faults.Settings = FaultSettings.None;
            return TellAsync(context, faults);
        }));
    }

    private static Task TellAsync(HttpContext context, FaultSwitch faults) =>
        context.WriteAsync(200, faults.Settings, SimulatorJson.Default.FaultSettings);

    private static async Task SwitchAsync(HttpContext context, FaultSwitch faults)
    {
        if (await context.ReadBodyAsync() is not { } body) return;
        if (await context.ParseAsync(body, SimulatorJson.Default.FaultSettings) is not { } wanted) return;
        if (wanted.Findings() is { Count: > 0 } findings)
        {
            var problem = new ProblemReply("/problems/malformed", "These are no faults.", 400, "Nothing was switched.");
            await context.ProblemAsync(problem with { Errors = findings });
            return;
        }

        faults.Settings = wanted;
        await TellAsync(context, faults);
    }
}
