using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Journal.Kafka.Tests;

/// <summary>The view of these tests: each stream's newest note.</summary>
internal sealed record LastNote(string Text, long Version)
{
    public static ViewDefinition<string, LastNote, NoFigures<string, LastNote>> View => new(
        new LastNoteProjection(), new LastNoteCodec(), () => new NoFigures<string, LastNote>(), FiguresNeedRows: false);
}

internal sealed class LastNoteProjection : IProjection<string, LastNote>
{
    public string Name => "last-note";

    public int SchemaVersion => 1;

    public IReadOnlyCollection<Type> Handles => [typeof(Note)];

    public ValueList<string> KeysOf(RecordedEvent recorded) => [recorded.Stream.Id];

    public LastNote? Apply(string key, LastNote? row, RecordedEvent recorded) =>
        new(((Note)recorded.Payload).Text, recorded.Version.Value);
}

internal sealed class LastNoteCodec : IRowCodec<string, LastNote>
{
    public void WriteKey(string key, RowWriter writer) => writer.WriteText(key);

    public string ReadKey(ref RowReader reader) => reader.ReadText();

    public void WriteRow(string key, LastNote row, RowWriter writer)
    {
        writer.WriteText(row.Text);
        writer.WriteSigned(row.Version);
    }

    public LastNote ReadRow(string key, ref RowReader reader) => new(reader.ReadText(), reader.ReadSigned());
}
