using Docket.Host.Output;
using Docket.Participants.Signing;

namespace Docket.Host.Commands;

/// <summary>The file with the secrets that requests to participants are signed with.</summary>
internal static class SecretFile
{
    /// <summary>Reads what was typed, else what the environment names.</summary>
    /// <exception cref="UsageException">None was named.</exception>
    /// <exception cref="FailureException">It holds none.</exception>
    public static SharedSecrets Read(string? typed)
    {
        var path = typed ?? Settings.Find("participants_secret") ?? throw new UsageException(
            "Requests to participants are signed: --participants-secret names the file with the secret, "
            + "such as one that `openssl rand -base64 32` made.");
        return SharedSecrets.Parse(File.ReadAllText(path)) ?? throw new FailureException(
            $"{path} holds no secret: lines of at least {SharedSecrets.LengthMin} characters are wanted; the first signs.");
    }
}
