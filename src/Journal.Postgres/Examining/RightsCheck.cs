using System.Runtime.CompilerServices;
using Docket.Journal.Examining;

namespace Docket.Journal.Postgres.Examining;

/// <summary>Whether the roles are there, and what this user may do.</summary>
internal sealed class RightsCheck : IPostgresCheck
{
    public string Name => "rights";

    public bool Fits(Patient patient) => true;

    public async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in patient.RowsAsync("examine_rights", cancellationToken))
        {
            var (user, isSuperuser) = (row.GetString(0), row.GetBoolean(1));
            var (missing, member) = (row.GetFieldValue<string[]>(2), row.GetFieldValue<string[]>(3));
            if (missing is not [])
                yield return Finding.Problem(
                    Name, $"the roles {string.Join(", ", missing)} are missing",
                    "Run `docket db migrate` as a user that may create roles.");
            yield return OfUser(user, isSuperuser, member);
        }
    }

    private Finding OfUser(string user, bool isSuperuser, string[] member) => (isSuperuser, member) switch
    {
        (true, _) => Finding.Warning(
            Name, $"{user} is a superuser, who could change what happened",
            "Let services log in as a member of docket_writer: create role … login in role docket_writer."),
        (_, []) => Finding.Problem(
            Name, $"{user} is a member of none of Docket's roles", $"As the owner: grant docket_writer to {user};"),
        _ when !member.Contains("docket_writer") => Finding.Warning(
            Name, $"{user} may not append (member of {string.Join(", ", member)})",
            $"For a service that takes commands, as the owner: grant docket_writer to {user};"),
        _ => Finding.Ok(Name, $"{user} may append (member of {string.Join(", ", member)})"),
    };
}
