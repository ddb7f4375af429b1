namespace Docket.Journal.Postgres.Migrations;

/// <summary>The database's schema is not the one this program was built for. Nothing was changed.</summary>
public sealed class SchemaMismatchException : Exception
{
    /// <summary>Says what differs and what to do.</summary>
    public SchemaMismatchException(string message)
        : base(message)
    {
    }
}
