using System.Text.Json.Serialization;

namespace Docket.Journal.Files;

/// <summary>The process that writes to a store, as its owner file says.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Host">The machine it runs on.</param>
/// <param name="StartedAt">When it opened the store.</param>
/// <param name="Url">Where it serves, if it said so.</param>
public sealed record LockOwner(int Pid, string Host, DateTimeOffset StartedAt, string? Url);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(LockOwner))]
internal sealed partial class LockOwnerJson : JsonSerializerContext;
