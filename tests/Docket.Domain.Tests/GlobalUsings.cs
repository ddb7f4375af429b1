global using CustomerDecision =
    Docket.Kernel.Decision<Docket.Domain.Customers.CustomerEvent, Docket.Domain.Customers.CustomerRejection>;
global using OrderDecision =
    Docket.Kernel.Decision<Docket.Domain.Orders.OrderEvent, Docket.Domain.Orders.OrderRejection>;
