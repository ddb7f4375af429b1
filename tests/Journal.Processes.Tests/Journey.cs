using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Serialization;
using Docket.Journal.Serialization;

namespace Docket.Journal.Processes.Tests;

/// <summary>A process to talk about: book a flight, book a hotel, rest, write a letter.</summary>
internal static class Journey
{
    public const string Name = "journey";
    public const string Flight = "flight";
    public const string Hotel = "hotel";
    public const string Letter = "letter";

    public static readonly RetryPolicy ThreeTries = new()
    {
        TriesMax = 3,
        TryTimeout = TimeSpan.FromSeconds(5),
        Timeout = TimeSpan.FromMinutes(5),
        DelayFirst = TimeSpan.FromSeconds(2),
        DelayMax = TimeSpan.FromMinutes(1),
    };

    public static readonly ProcessDefinition Definition = ProcessDefinition.Named(Name, version: 1)
        .Within(TimeSpan.FromMinutes(20))
        .Step(Flight, step => step.By("airline").Tried(ThreeTries).Brings("flight_booked").UndoneBy("cancel-flight", ThreeTries))
        .Step(Hotel, step => step.By("hotel").Tried(ThreeTries).Brings("hotel_booked").UndoneBy("cancel-hotel", ThreeTries))
        .Step(Letter, step => step.By("post").Tried(ThreeTries).NotUndone("A letter that is sent is sent.").Optional())
        .Build();

    public static readonly ProcessCatalog Catalog = new(Definition);

    public static EventCodec Codec { get; } = new EventCodecBuilder().AddProcesses().Build();
}
