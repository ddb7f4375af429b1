using System.Text.RegularExpressions;

namespace Docket.Journal.Postgres;

/// <summary>
/// The SQL of this project, one embedded file a verb. The files are written for the schema <c>docket</c>, so that they
/// can be run and read as they are; another schema's name is put in when they are loaded.
/// </summary>
internal sealed partial class SqlText
{
    private readonly string _schema;

    public SqlText(string schema)
    {
        if (!SchemaName().IsMatch(schema))
            throw new ArgumentException(
                $"'{schema}' is not a schema name: a-z, 0-9 and _, at most 50 characters.", nameof(schema));
        _schema = schema;
    }

    /// <summary>The channel that heads are announced on.</summary>
    public string Channel => $"{_schema}_head";

    /// <summary>The schema that holds views.</summary>
    public string ViewSchema => $"{_schema}_views";

    /// <summary>The publication that the events are decoded from.</summary>
    public string Publication => $"{_schema}_feed";

    /// <summary>The text of <c>Sql/{verb}.sql</c>.</summary>
    public string Verb(string verb) => Load($"Sql/{verb}.sql");

    /// <summary>The text of an embedded file, for this schema.</summary>
    public string Load(string file) => Name().Replace(Stored(file), _schema);

    /// <summary>The text as it was written, on which a migration's checksum rests.</summary>
    public static string Stored(string file)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException(
                $"{file} is not embedded in {typeof(SqlText).Assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,49}$")]
    private static partial Regex SchemaName();

    // Whole words only: roles are named docket_writer in every schema. The views' schema and the
    // publication are named after the journal's schema.
    [GeneratedRegex(@"\bdocket(?=_views\b|_feed\b|\b)")]
    private static partial Regex Name();
}
