using Docket.Kernel;

namespace Docket.Journal.Processes.Defining;

/// <summary>A process as data: its steps in order. An instance finishes on the version it began with.</summary>
/// <example><code>
/// var order = ProcessDefinition.Named("order", version: 1)
///     .Within(TimeSpan.FromMinutes(30))
///     .Step("payment", step => step.By("payments").Brings("payment_completed").UndoneBy("refund"))
///     .Step("shipping", step => step.By("carrier").UndoneBy("cancel-shipment"))
///     .Build();
/// </code></example>
public sealed record ProcessDefinition
{
    /// <summary>Names the process for ever, such as <c>checkout</c>.</summary>
    public required string Name { get; init; }

    /// <summary>From 1. Raise it when the steps change, and keep the former one while instances run on it.</summary>
    public required int Version { get; init; }

    /// <summary>The steps, first to last; undone last to first.</summary>
    public required ValueList<StepDefinition> Steps { get; init; }

    /// <summary>
    /// How long an instance may go forward; past it, it is taken back as soon as no step is in doubt.
    /// </summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>The public event that tells that an instance began, where nobody leads it.</summary>
    public required string Opens { get; init; }

    /// <summary>Begins a definition.</summary>
    public static ProcessDefinitionBuilder Named(string name, int version) => new(name, version);

    /// <summary>A step by its name.</summary>
    public StepDefinition Step(string name)
    {
        foreach (var step in Steps)
            if (step.Name == name) return step;
        throw new ArgumentException($"{this} has no step '{name}'.", nameof(name));
    }

    /// <summary>The same with one of its steps: a participant's part of it. Null where it has no such step.</summary>
    internal ProcessDefinition? Only(string name)
    {
        foreach (var step in Steps)
            if (step.Name == name) return this with { Steps = [step] };
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} v{Version}";
}
