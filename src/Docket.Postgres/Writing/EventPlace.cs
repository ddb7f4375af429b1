namespace Docket.Postgres.Writing;

/// <summary>Where an event stands in a call.</summary>
/// <param name="Append">Which append, from 1.</param>
/// <param name="Event">Which of its events, from 1.</param>
/// <param name="Order">Whose.</param>
internal readonly record struct EventPlace(int Append, int Event, string Order);
