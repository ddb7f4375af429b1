namespace Docket.Api.Roles;

/// <summary>Which of the API's resources a process serves. Health, figures and operations are always there.</summary>
[Flags]
public enum ApiParts
{
    /// <summary>Only what every process has.</summary>
    Operations = 0,

    /// <summary>What changes something.</summary>
    Commands = 1,

    /// <summary>What asks.</summary>
    Queries = 2,

    /// <summary>Everything.</summary>
    All = Commands | Queries,
}
