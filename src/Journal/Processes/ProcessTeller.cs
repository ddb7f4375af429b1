using Docket.Journal.Deciding;
using Docket.Journal.Outbox;
using Docket.Journal.Processes.Deciding;

namespace Docket.Journal.Processes;

/// <summary>
/// Makes the message that tells other systems of an instance's event, or null where they are told nothing. Asked only
/// where the journal keeps an outbox.
/// </summary>
/// <remarks>Participants that are not led tell each other by the journal; the message is for everybody else.</remarks>
public delegate OutboxMessage? ProcessTeller(EventToTell<ProcessState, ProcessEvent> told);
