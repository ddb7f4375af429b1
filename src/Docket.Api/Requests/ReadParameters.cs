using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Docket.Api.Requests;

/// <summary>How fresh an answer must be.</summary>
internal sealed record ReadParameters
{
    /// <summary>The position the answer must show.</summary>
    [FromQuery(Name = "min_seq")]
    public string? MinSeq { get; init; }

    /// <summary><c>strong</c>, or <c>eventual</c> as without it.</summary>
    [FromQuery(Name = "consistency")]
    public string? Consistency { get; init; }


    public bool IsStrong => Consistency == "strong";

    /// <summary>The position wanted; 0 where none is.</summary>
    public long WantedPosition =>
        long.TryParse(MinSeq, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0;

    public void Check(FieldErrors errors)
    {
        if (Consistency is not (null or "strong" or "eventual")) errors.Add("consistency",
            "must be strong or eventual");
        QueryText.Whole("min_seq", MinSeq, 0, long.MaxValue, errors);
    }
}
