namespace Docket.Journal.Examining;

/// <summary>One thing that was looked at.</summary>
/// <param name="Check">What was looked at, such as <c>migrations</c>.</param>
/// <param name="Level">Whether something is wrong.</param>
/// <param name="Found">What was found, in one line.</param>
/// <param name="Mend">How to mend it, in one line; null where nothing is to be done.</param>
public sealed record Finding(string Check, FindingLevel Level, string Found, string? Mend)
{
    /// <summary>All is well.</summary>
    public static Finding Ok(string check, string found) => new(check, FindingLevel.Ok, found, null);

    /// <summary>It works, and may not always.</summary>
    public static Finding Warning(string check, string found, string mend) =>
        new(check, FindingLevel.Warning, found, mend);

    /// <summary>It does not work, or not as it was meant.</summary>
    public static Finding Problem(string check, string found, string mend) =>
        new(check, FindingLevel.Problem, found, mend);
}

/// <summary>How bad a finding is.</summary>
public enum FindingLevel
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>It works, and may not always.</summary>
    Warning,

    /// <summary>It does not work, or not as it was meant.</summary>
    Problem,
}
