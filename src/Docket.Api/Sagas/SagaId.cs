using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;

namespace Docket.Api.Sagas;

/// <summary>What a saga's id may look like.</summary>
internal static class SagaId
{
    /// <summary>Whether a saga may have this id.</summary>
    public static bool IsValid(string id) => id.Length <= StepKeys.IdLengthMax && StreamName.TryParse($"saga-{id}", out _);
}
