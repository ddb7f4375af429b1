using System.Text.Json.Serialization;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Defining;

namespace TenantOnboarding;

/// <summary>How a new tenant of the service comes on board: five steps, of which three take hours or days.</summary>
public static class Onboarding
{
    /// <summary>The process's name.</summary>
    public const string Name = "onboarding";

    /// <summary>Answered within seconds, or not at all.</summary>
    private static readonly RetryPolicy Quick = new() { Timeout = TimeSpan.FromHours(1) };

    /// <summary>
    /// Work that goes on for hours. Each try asks whether it is done; "not yet" is no success, so there are many tries.
    /// </summary>
    private static readonly RetryPolicy Patient = new()
    {
        TriesMax = 100,
        Timeout = TimeSpan.FromHours(48),
        DelayFirst = TimeSpan.FromMinutes(5),
        DelayMax = TimeSpan.FromHours(1),
    };

    /// <summary>What can fail most cheaply comes first; what cannot be undone comes last.</summary>
    public static ProcessDefinition V1 { get; } = ProcessDefinition.Named(Name, version: 1)
        .Within(TimeSpan.FromDays(5))
        .Step("create-workspace", step => step.By(Directory).Tried(Quick).Brings("workspace_created")
            .UndoneBy("delete-workspace"))
        .Step("provision-database", step => step.By(Infrastructure).Tried(Patient).Brings("database_ready")
            .UndoneBy("drop-database"))
        .Step("verify-domain", step => step.By(Domains).Tried(Patient).Brings("domain_verified")
            .NotUndone("The domain is the tenant's own, and stays verified."))
        .Step("import-data", step => step.By(Importer).Tried(Patient).Brings("data_imported")
            .UndoneBy("discard-import"))
        .Step("invite-admin", step => step.By(Mail).Tried(Quick).Optional()
            .NotUndone("A mail that was sent is read; and nobody is turned away because of one."))
        .Build();

    /// <summary>Every version that tenants may still come on board by.</summary>
    public static ProcessCatalog Catalog { get; } = new(V1);

    /// <summary>Keeps workspaces.</summary>
    public const string Directory = "directory";

    /// <summary>Sets up databases; takes hours.</summary>
    public const string Infrastructure = "infrastructure";

    /// <summary>Looks for the tenant's entry in the DNS; the tenant may take days to make it.</summary>
    public const string Domains = "domains";

    /// <summary>Copies the tenant's data; takes hours.</summary>
    public const string Importer = "importer";

    /// <summary>Writes to people.</summary>
    public const string Mail = "mail";
}

/// <summary>Who comes on board.</summary>
/// <param name="Name">What the tenant is called.</param>
/// <param name="Domain">The domain it says is its own.</param>
/// <param name="Admin">Who is invited.</param>
public sealed record Tenant(string Name, string Domain, string Admin)
{
    /// <summary>As the process's input.</summary>
    public JsonText ToInput() => JsonText.Of(this, OnboardingJson.Default.Tenant);

    /// <summary>Of the process's input.</summary>
    public static Tenant Of(JsonText input) => input.Read(OnboardingJson.Default.Tenant);
}

/// <summary>What setting up a database answers, for the import to know.</summary>
/// <param name="Name">What it is called.</param>
public sealed record Database(string Name);

/// <summary>Source-generated JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Tenant))]
[JsonSerializable(typeof(Database))]
internal sealed partial class OnboardingJson : JsonSerializerContext;
