using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres;

/// <summary>
/// Tables that go with the events: an SQL function fills them, called in the append's own statement with what
/// <c>docket.append</c> answered.
/// </summary>
/// <remarks>
/// Its rows must follow from the appends alone, so that whoever appends keeps them right. An error in the function fails the
/// whole batch, so it must refuse nothing: rows that can be made anew from the events may be wrong, appends may not stop.
/// </remarks>
public interface IAppendCompanion
{
    /// <summary>Its tables and its function.</summary>
    MigrationSet Migrations { get; }

    /// <summary>
    /// The function's name, such as <c>docket.put_orders</c>; <c>docket</c> stands for the journal's schema. It is called
    /// with <c>fates smallint[]</c> (0: took effect), <c>versions bigint[]</c>, <c>positions bigint[]</c> and
    /// <c>sizes integer[]</c>, one element an append, and then with its own arguments.
    /// </summary>
    string Function { get; }

    /// <summary>How many arguments of its own it has.</summary>
    int ArgumentCount { get; }

    /// <summary>Arguments to be filled, again and again, by one thread at a time.</summary>
    IAppendArguments NewArguments();
}

/// <summary>What a companion's function is called with.</summary>
public interface IAppendArguments
{
    /// <summary>Whether the function need not be called at all.</summary>
    bool IsEmpty { get; }

    /// <summary>Takes what an append says, whose fate is not yet known.</summary>
    /// <param name="append">Its place in the call, from 1: where its element stands in the arrays of fates.</param>
    /// <param name="request">The append.</param>
    void Add(int append, AppendRequest request);

    /// <summary>Adds the arguments in their order.</summary>
    void AddTo(NpgsqlParameterCollection parameters);

    /// <summary>Starts anew.</summary>
    void Clear();
}
