using Docket.Host.Composition;
using Docket.Journal.Examining;

namespace Docket.Host.Doctor;

/// <summary>Looks at one thing of a data directory.</summary>
internal interface IFileCheck
{
    IEnumerable<Finding> Look(DataDirectory data);
}
