namespace Docket.Domain.Customers;

/// <summary>Why a customer's rules say no. <see cref="Rule"/> is stable.</summary>
/// <param name="Rule">Names the rule for programs, such as <c>customer-name-invalid</c>.</param>
/// <param name="Title">The rule as a sentence.</param>
public sealed record CustomerRejection(string Rule, string Title)
{
    /// <summary>No name, or too long a one.</summary>
    public static CustomerRejection NameInvalid { get; } =
        new("customer-name-invalid", $"A customer's name has 1-{CustomerLimits.NameLengthMax} characters and is not blank.");

    /// <summary>Not an e-mail address.</summary>
    public static CustomerRejection EmailInvalid { get; } =
        new("customer-email-invalid",
            $"An e-mail address has one @ with text around it, no blanks, and at most {CustomerLimits.EmailLengthMax} characters.");
}

/// <summary>How long a customer's details may be.</summary>
public static class CustomerLimits
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLengthMax = 200;

    /// <summary>The longest e-mail address, in characters.</summary>
    public const int EmailLengthMax = 254;
}
