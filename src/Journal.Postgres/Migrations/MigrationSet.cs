using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Docket.Journal.Postgres.Migrations;

/// <summary>
/// Migrations that belong together: the files embedded as <c>Migrations/NNNN_name.sql</c> in one assembly. The engine's are
/// numbered from 1; another set takes a thousand of its own.
/// </summary>
/// <param name="Files">Where the files are embedded.</param>
/// <param name="First">The first one's number: 1, 1001, 2001…</param>
public sealed record MigrationSet(Assembly Files, int First)
{
    private const int NumbersMax = 999;
    private const string Folder = "Migrations/";

    /// <summary>The engine's own: every journal has it.</summary>
    internal static MigrationSet Engine { get; } = new(typeof(MigrationSet).Assembly, 1);

    /// <summary>Whether a number is one of this set's, known or not.</summary>
    internal bool Holds(int number) => number >= First && number < First + NumbersMax;

    /// <summary>Every migration of the set that this program knows, in order, for a schema.</summary>
    public IReadOnlyList<Migration> For(string schema)
    {
        var sql = new SqlText(schema, Files);
        return
        [
            .. Files.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file => Of(file, sql)),
        ];
    }

    private Migration Of(string file, SqlText sql)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return new Migration(
            int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
            name,
            sql.Load(file),
            SHA256.HashData(Encoding.UTF8.GetBytes(SqlText.Stored(file, Files))));
    }
}
