using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Docket.Journal.Postgres.Migrations;

/// <summary>One step of the schema: a numbered file that never changes once it was released.</summary>
/// <param name="Number">From 1, growing; a gap is a number that was never used.</param>
/// <param name="Name">The file's name without its ending, such as <c>0001_journal</c>.</param>
/// <param name="Sql">What it does, for the schema it is applied to.</param>
/// <param name="Checksum">SHA-256 of the file as it was written.</param>
public sealed record Migration(int Number, string Name, string Sql, ReadOnlyMemory<byte> Checksum)
{
    private const string Folder = "Migrations/";

    /// <summary>Every migration that this program knows, in order.</summary>
    internal static IReadOnlyList<Migration> All(SqlText sql) =>
    [
        .. typeof(Migration).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => Of(file, sql)),
    ];

    private static Migration Of(string file, SqlText sql)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return new Migration(
            int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
            name,
            sql.Load(file),
            SHA256.HashData(Encoding.UTF8.GetBytes(SqlText.Stored(file))));
    }
}
