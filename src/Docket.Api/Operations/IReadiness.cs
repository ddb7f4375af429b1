namespace Docket.Api.Operations;

/// <summary>Knows whether the service can do its work now.</summary>
public interface IReadiness
{
    /// <summary>What is still missing, each as a sentence; empty when it can serve.</summary>
    IReadOnlyList<string> WhyNotReady();

    /// <summary>What it does worse than it should, while it serves; each as a sentence.</summary>
    IReadOnlyList<string> WhyDegraded();
}
