namespace Docket.Api.Keys;

/// <summary>What a key may do. Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Asks for orders, lists and reports.</summary>
    Reader,

    /// <summary>Also places orders, adds items, confirms payments, ships, and keeps customers' details.</summary>
    Clerk,

    /// <summary>Also cancels, refunds, gives discounts, and reads an order's history and former states.</summary>
    Support,

    /// <summary>Also everything under <c>/ops</c>.</summary>
    Operator,
}
