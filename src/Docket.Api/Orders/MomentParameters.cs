using Docket.Api.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Docket.Api.Orders;

/// <summary>A moment as a query string says it.</summary>
internal sealed record MomentParameters
{
    [FromQuery(Name = "at")]
    public string? At { get; init; }

    [FromQuery(Name = "known_at")]
    public string? KnownAt { get; init; }


    public Moment Read(string? version, FieldErrors errors) => new(
        QueryText.Instant("at", At, errors),
        QueryText.Instant("known_at", KnownAt, errors),
        QueryText.Whole("version", version, 1, long.MaxValue, errors));
}
