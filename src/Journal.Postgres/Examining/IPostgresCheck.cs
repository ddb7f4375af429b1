using Docket.Journal.Examining;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Looks at one thing and changes nothing.</summary>
internal interface IPostgresCheck
{
    /// <summary>As its findings are called.</summary>
    string Name { get; }

    /// <summary>Whether it can look at all: some want a journal, some a primary.</summary>
    bool Fits(Patient patient);

    IAsyncEnumerable<Finding> LookAsync(Patient patient, CancellationToken cancellationToken);
}
