using Docket.Journal.Store;
using Docket.ReadModels.Reading;

namespace Docket.Api.Requests;

/// <summary>Turns what a reader wants into what a view is asked for.</summary>
internal sealed class FreshnessPolicy(IEventStore journal, ApiOptions options)
{
    /// <summary>For one order's view: what is strong is folded from the journal and asks no view.</summary>
    public Freshness OfOrder(ReadParameters read) => WaitFor(new Position(read.WantedPosition));

    /// <summary>For lists and reports, which hang on every order: what is strong waits for all that the journal holds
    /// now.</summary>
    public Freshness OfList(ReadParameters read)
    {
        var wanted = new Position(read.WantedPosition);
        return WaitFor(read.IsStrong && journal.Head > wanted ? journal.Head : wanted);
    }

    private Freshness WaitFor(Position wanted) =>
        wanted == Position.Start ? Freshness.Whatever : new Freshness(wanted, options.Patience);
}
