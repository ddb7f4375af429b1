using System.Text.Json;
using Docket.Api.Keys;
using Docket.Host.Output;

namespace Docket.Host.Composition;

/// <summary>The file that holds the keys' hashes: a JSON array of name, role and hash.</summary>
internal static class KeyFile
{
    public static IReadOnlyList<ApiKey> Read(string path)
    {
        try
        {
            var entries = JsonSerializer.Deserialize(File.ReadAllBytes(path), HostJson.Plain.KeyEntryArray) ?? [];
            return [.. entries.Select(entry => Checked(entry, path))];
        }
        catch (JsonException failure)
        {
            throw new FailureException($"{path} is no keys file: a JSON array of name, role and hash is expected.",
                failure);
        }
    }

    public static void Add(string path, ApiKey key)
    {
        var keys = File.Exists(path) ? Read(path) : [];
        if (keys.Any(known => known.Name == key.Name))
            throw new FailureException(
                $"{path} holds a key named {key.Name} already. Take it out first, or choose another name.");
        KeyEntry[] entries = [.. keys.Append(key).Select(EntryOf)];
        // Written beside and moved, so that a service which starts meanwhile reads all of it or the former one.
        File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(entries,
            HostJson.Indented.KeyEntryArray));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    public static string Entry(ApiKey key) => JsonSerializer.Serialize(EntryOf(key), HostJson.Plain.KeyEntry);

    private static KeyEntry EntryOf(ApiKey key) => new(key.Name, key.Role.ToString().ToLowerInvariant(), key.Hash);

    private static ApiKey Checked(KeyEntry entry, string path)
    {
        if (Enum.TryParse<Role>(entry.Role, ignoreCase: true, out var role) && Enum.IsDefined(role)
            && new ApiKey(entry.Name ?? "", role, entry.Hash ?? "") is { IsValid: true } key) return key;
        throw new FailureException(
            $"{path} holds a key that is none: {entry.Name} ({entry.Role}). `docket keys create` makes entries.");
    }
}

/// <summary>A key as its file holds it.</summary>
internal sealed record KeyEntry(string? Name, string? Role, string? Hash);
