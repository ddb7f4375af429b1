using Docket.Host.Output;
using Microsoft.Extensions.Configuration;

namespace Docket.Host.Commands;

/// <summary>What an option is where it was not typed: <c>DOCKET_DATA</c> and its like in the environment, else the
/// member <c>data</c> and its like under <c>docket</c> in <c>appsettings.json</c> of the current directory.</summary>
internal static class Settings
{
    private const string FileName = "appsettings.json";

    private const string Section = "docket";

    /// <summary>The option's value, or null where nobody set it; what is empty is not set.</summary>
    /// <exception cref="FailureException">The file is there and cannot be read.</exception>
    public static string? Find(string name)
    {
        if (Environment.GetEnvironmentVariable("DOCKET_" + name.ToUpperInvariant()) is { Length: > 0 } value)
            return value;
        return File.Exists(FileName) && Read()[$"{Section}:{name}"] is { Length: > 0 } kept ? kept : null;
    }

    // Read anew for every option: there are at most five, and a file that is seldom there wants no cache.
    private static IConfigurationRoot Read()
    {
        try
        {
            using var file = File.OpenRead(FileName);
            return new ConfigurationBuilder().AddJsonStream(file).Build();
        }
        catch (Exception failure) when (failure is FormatException or System.Text.Json.JsonException or IOException
            or UnauthorizedAccessException)
        {
            throw new FailureException($"{Path.GetFullPath(FileName)} cannot be read: {failure.Message}", failure);
        }
    }
}
