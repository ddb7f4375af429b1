global using CustomerDecision =
    Docket.Kernel.Decision<Docket.Domain.Customers.CustomerEvent, Docket.Domain.Customers.CustomerRejection>;
global using LoyaltyDecision =
    Docket.Kernel.Decision<Docket.Domain.Loyalty.LoyaltyEvent, Docket.Domain.Loyalty.LoyaltyRejection>;
global using OrderDecision =
    Docket.Kernel.Decision<Docket.Domain.Orders.OrderEvent, Docket.Domain.Orders.OrderRejection>;
global using StockDecision =
    Docket.Kernel.Decision<Docket.Domain.Stock.StockEvent, Docket.Domain.Stock.StockRejection>;
