using Docket.Host.Composition.Stores;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Roles;

/// <summary>A kind of background work that this program knows.</summary>
internal interface IBackgroundOffer
{
    /// <summary>The role whose work it is.</summary>
    ServiceRoles Role { get; }

    /// <summary>Whether there is such work for a journal in this place.</summary>
    bool Fits(JournalPlace place);

    /// <summary>Makes the work; it is started later.</summary>
    IBackgroundWork Make(JournalPlace place, EmbeddedDocket docket, ILoggerFactory loggers);
}
