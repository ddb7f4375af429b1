using System.Text.Json;

namespace Docket.Application.Wire;

/// <summary>Stored fields are called what they are called outside: snake_case, and an id says that it is one.</summary>
internal sealed class WireNamingPolicy : JsonNamingPolicy
{
    public override string ConvertName(string name) => name switch
    {
        "Customer" => "customer_id",
        "Product" => "product_id",
        "Payment" => "payment_id",
        _ => SnakeCaseLower.ConvertName(name),
    };
}
