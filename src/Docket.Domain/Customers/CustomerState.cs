namespace Docket.Domain.Customers;

/// <summary>What is known of a customer; no name means not registered.</summary>
public sealed record CustomerState(string? Name, string? Email);
