using Docket.Kernel;

namespace Docket.Journal.Processes.Defining;

/// <summary>Writes a definition down step by step. What is missing is found by <see cref="DefinitionCheck"/>.</summary>
public sealed class ProcessDefinitionBuilder
{
    private readonly string _name;
    private readonly int _version;
    private readonly List<StepDefinition> _steps = [];
    private TimeSpan _deadline;
    private string? _opens;

    internal ProcessDefinitionBuilder(string name, int version) => (_name, _version) = (name, version);

    /// <summary>How long an instance may go forward.</summary>
    public ProcessDefinitionBuilder Within(TimeSpan deadline)
    {
        _deadline = deadline;
        return this;
    }

    /// <summary>The public event that tells that an instance began; by default named after the process.</summary>
    public ProcessDefinitionBuilder Opens(string name)
    {
        _opens = name;
        return this;
    }

    /// <summary>The next step.</summary>
    public ProcessDefinitionBuilder Step(string name, Action<StepBuilder> write)
    {
        var step = new StepBuilder(_name, name);
        write(step);
        _steps.Add(step.Build());
        return this;
    }

    /// <summary>The next step is one of a former version, as it is there.</summary>
    public ProcessDefinitionBuilder Step(StepDefinition step)
    {
        _steps.Add(step);
        return this;
    }

    /// <summary>The next step is to wait; it outlives restarts.</summary>
    public ProcessDefinitionBuilder Pause(string name, TimeSpan length) => Step(name, step => step.Rests(length));

    /// <summary>
    /// The definition as written. It is checked where it is put to use, in the <see cref="ProcessCatalog"/>.
    /// </summary>
    public ProcessDefinition Build() => new()
    {
        Name = _name,
        Version = _version,
        Steps = _steps.ToValueList(),
        Deadline = _deadline,
        Opens = _opens ?? $"{_name}.started",
    };
}
