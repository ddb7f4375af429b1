using System.CommandLine;
using Docket.Api.Keys;
using Docket.Host.Composition;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary><c>docket keys create</c>: makes an API key and prints it once.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "Make API keys") { CreateKey() };

    private static Command CreateKey()
    {
        var role = new Option<string>("--role")
        {
            Description = "reader, clerk, support or operator",
            HelpName = "ROLE",
            Required = true,
        };
        var name = new Option<string>("--name")
        {
            Description = "Whose it is, such as till-1; recorded with what it does",
            HelpName = "NAME",
            Required = true,
        };
        var file = new Option<string?>("--keys")
        {
            Description = "Add the key's hash to this file, for `serve --keys FILE`",
            HelpName = "FILE",
        };
        var command = new Command("create", "Make a key and print it once; only its hash is kept") { role, name, file };
        command.SetAction(parsed => Run(
            VerbContext.OfLocal(parsed).Terminal, parsed.GetValue(name)!, RoleOf(parsed.GetValue(role)!),
            parsed.GetValue(file)));
        return command;
    }

    private static Role RoleOf(string name) =>
        Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(role =>
            role.ToString()!.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"--role wants reader, clerk, support or operator; '{name}' is none.");

    private static int Run(Terminal terminal, string name, Role role, string? file)
    {
        var (key, secret) = ApiKey.Create(name, role);
        if (!key.IsValid)
            throw new UsageException(
                $"--name wants 1-{ApiKey.NameLengthMax} characters of A-Z a-z 0-9 . _ -; '{name}' is none.");
        if (file is not null) KeyFile.Add(file, key);
        var created = new CreatedKey(key.Name, key.Role.ToString().ToLowerInvariant(), secret, key.Hash, file);
        terminal.Show(created, HostJson.Plain.CreatedKey, (console, shown) =>
        {
            var output = console.Profile.Out.Writer;
            output.WriteLine(shown.Key);
            Terminal.Note($"The key of {shown.Name} ({shown.Role}), shown this once. " + (file is null
                ? $"Put it into a keys file: {KeyFile.Entry(key)}"
                : $"Its hash is in {file}: docket serve --keys {file}"));
        });
        return ExitCode.Done;
    }
}

/// <summary>A new key.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Key">The secret, shown once.</param>
/// <param name="Hash">What is kept of it.</param>
/// <param name="File">Where that was written; null for nowhere.</param>
internal sealed record CreatedKey(string Name, string Role, string Key, string Hash, string? File);
