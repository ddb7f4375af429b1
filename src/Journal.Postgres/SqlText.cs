using System.Reflection;
using System.Text.RegularExpressions;

namespace Docket.Journal.Postgres;

/// <summary>
/// The SQL of a project, one embedded file a verb (<c>Sql/*.sql</c>, <c>Migrations/*.sql</c>). The files are written for
/// the schema <c>docket</c>, so that they can be run and read as they are; another schema's name is put in when they are
/// loaded.
/// </summary>
public sealed partial class SqlText
{
    private readonly string _schema;
    private readonly Assembly _files;

    internal SqlText(string schema)
        : this(schema, typeof(SqlText).Assembly)
    {
    }

    /// <summary>The files embedded in an assembly, for a schema.</summary>
    /// <exception cref="ArgumentException">It is no plain name.</exception>
    public SqlText(string schema, Assembly files)
    {
        if (!SchemaName().IsMatch(schema))
            throw new ArgumentException(
                $"'{schema}' is not a schema name: a-z, 0-9 and _, at most 50 characters.", nameof(schema));
        (_schema, _files) = (schema, files);
    }

    /// <summary>The channel that heads are announced on.</summary>
    internal string Channel => $"{_schema}_head";

    /// <summary>The publication that the outbox's change stream decodes.</summary>
    internal string OutboxPublication => $"{_schema}_outbox";

    /// <summary>The schema that holds views.</summary>
    internal string ViewSchema => $"{_schema}_views";

    /// <summary>The publication that the events are decoded from.</summary>
    internal string EventsPublication => $"{_schema}_feed";

    /// <summary>The text of <c>Sql/{verb}.sql</c>.</summary>
    public string Verb(string verb) => Load($"Sql/{verb}.sql");

    /// <summary>The text of an embedded file, for this schema.</summary>
    public string Load(string file) => ForSchema(Stored(file, _files));

    /// <summary>A text of one's own, for this schema.</summary>
    public string ForSchema(string text) => Name().Replace(text, _schema);

    internal static string Stored(string file) => Stored(file, typeof(SqlText).Assembly);

    /// <summary>The text as it was written, on which a migration's checksum rests.</summary>
    internal static string Stored(string file, Assembly files)
    {
        using var stream = files.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded in {files.GetName().Name}.");
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
