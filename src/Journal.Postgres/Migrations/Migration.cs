namespace Docket.Journal.Postgres.Migrations;

/// <summary>One step of the schema: a numbered file that never changes once it was released.</summary>
/// <param name="Number">From its set's first number, without gaps.</param>
/// <param name="Name">The file's name without its ending, such as <c>0001_journal</c>.</param>
/// <param name="Sql">What it does, for the schema it is applied to.</param>
/// <param name="Checksum">SHA-256 of the file as it was written.</param>
public sealed record Migration(int Number, string Name, string Sql, ReadOnlyMemory<byte> Checksum);
