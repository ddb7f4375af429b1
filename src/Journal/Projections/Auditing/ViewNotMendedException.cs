namespace Docket.Journal.Projections.Auditing;

/// <summary>A view cannot be put right row by row; the message says why, and what can be done.</summary>
internal sealed class ViewNotMendedException(string why) : Exception(why);
