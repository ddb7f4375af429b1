using Docket.Journal.Serialization;
using Docket.Journal.Spec;
using Docket.Journal.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Journal.Tests;

public sealed class MetadataCodecTests
{
    [Fact]
    public void Metadata_comes_back_as_it_was_written() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(Guid, long, string?, string?)>(), given =>
        {
            var (id, ticks, first, second) = given;
            var metadata = new EventMetadata
            {
                EventId = id,
                OccurredAt = new DateTimeOffset(Math.Abs(ticks % DateTime.MaxValue.Ticks), TimeSpan.Zero),
                CorrelationId = Text(first),
                CausationId = Text(second),
                Actor = Text(first + second),
                SagaId = Text(second),
            };
            var bytes = MetadataCodec.Write(metadata);
            Assert.Equal(metadata, MetadataCodec.Read(bytes));
            Assert.Equal(metadata.OccurredAt, MetadataCodec.OccurredAt(bytes));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_too_long_is_refused()
    {
        var metadata = Notes.Event("").Metadata with { Actor = new string('x', 255) };
        Assert.Throws<ArgumentException>(() => MetadataCodec.Write(metadata));
    }

    /// <summary>At most 60 characters; a lone half of a pair has no UTF-8 form and is left out.</summary>
    private static string? Text(string? text) =>
        text is null ? null : new string([.. text.Where(c => !char.IsSurrogate(c)).Take(60)]);
}
