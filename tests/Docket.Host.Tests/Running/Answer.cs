using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Docket.Host.Tests.Running;

/// <summary>What the service answered.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseHeaders Headers, string? MediaType)
{
    public int Code => (int)Status;

    public string? Type => Body.GetProperty("type").GetString();

    public long Seq => Body.GetProperty("sequence_number").GetInt64();

    public long Number(string name) => Body.GetProperty(name).GetInt64();

    public string? Text(string name) => Body.GetProperty(name).GetString();
}
