namespace Docket.Journal.Projections.Running;

/// <summary>Something long that an operator asks of a view: one at a time, by the view's owner.</summary>
internal interface IViewOperation
{
    /// <summary>Whether it was announced and has not told its end.</summary>
    bool IsUnderWay { get; }

    /// <summary>Says that it begins, before it does.</summary>
    void Announce();

    /// <summary>Says that it never began.</summary>
    void Refuse(Exception failure);
}
