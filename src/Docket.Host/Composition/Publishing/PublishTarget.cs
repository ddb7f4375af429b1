using Docket.Host.Output;
using Docket.Journal.Files.Publishing;
using Docket.Journal.Outbox;

namespace Docket.Host.Composition.Publishing;

/// <summary>Where the outbox is published to.</summary>
internal abstract record PublishTarget
{
    private const string FilesPrefix = "file:";

    /// <summary>Opens it. What can be disposed is disposed by the caller, after the relay.</summary>
    /// <exception cref="FailureException">It cannot be written to.</exception>
    public abstract IPublisher Open();

    /// <exception cref="UsageException">It is no target.</exception>
    public static PublishTarget Parse(string text) =>
        text.StartsWith(FilesPrefix, StringComparison.Ordinal) && text.Length > FilesPrefix.Length
            ? new ToFiles(text[FilesPrefix.Length..])
            : throw new UsageException($"--publish wants a target such as file:./published; '{text}' is none.");

    private sealed record ToFiles(string Directory) : PublishTarget
    {
        public override IPublisher Open()
        {
            try
            {
                return new FilePublisher(new FilePublisherOptions { Directory = Directory });
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new FailureException($"{Directory} cannot be published to: {failure.Message}", failure);
            }
        }
    }
}
