using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>Teams and their members.</summary>
internal static class TeamsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/teams").WithTags("teams");
        group.MapGet("", ListAsync).WithSummary("Your teams");
        group.MapPost("", CreateAsync).WithSummary("Create a team, with you as its administrator");
        group.MapGet("/{id:guid}", GetAsync).WithSummary("One team with its members");
        group.MapPatch("/{id:guid}", PatchAsync).WithSummary("Change name, e-mail address or web address");
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a team; records_to=user:<id> or team:<id> says who gets what it owns");
        group.MapPost("/{id:guid}/transfer", TransferAsync).WithSummary("Make another member the owner: {to}");
        group.MapPut("/{id:guid}/members", MembersAsync).WithSummary("Replace the members: a list of {id, level: read|write|admin}");
        group.MapPost("/{id:guid}/leave", LeaveAsync).WithSummary("Leave a team");
    }

    private static async Task<IResult> ListAsync(string? q, HttpContext context, ITeams teams, CancellationToken cancel)
    {
        var (limit, offset) = Answers.Paging(context.Request);
        return Answers.List(context.Request, await teams.ListAsync(context.Actor(), q, limit, offset, cancel), Answers.Team);
    }

    private static async Task<IResult> CreateAsync(JsonObject body, HttpContext context, ITeams teams, CancellationToken cancel)
    {
        var team = await teams.CreateAsync(context.Actor(), body, cancel);
        return Answers.Created(context, $"teams/{team.Id}", Answers.Team(team));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, ITeams teams, CancellationToken cancel) =>
        Answers.Json(Answers.Team(await teams.GetAsync(context.Actor(), id, cancel)));

    private static async Task<IResult> PatchAsync(Guid id, JsonObject body, HttpContext context, ITeams teams, CancellationToken cancel) =>
        Answers.Json(Answers.Team(await teams.ChangeAsync(context.Actor(), id, body, cancel)));

    private static async Task<IResult> TransferAsync(Guid id, JsonObject body, HttpContext context, ITeams teams, CancellationToken cancel)
    {
        var actor = context.Actor();
        if (!Guid.TryParse(body.Texts("to")[0], out var to))
            throw Problem.Invalid("to", "must be the id of a user.");
        return Answers.Json(Answers.Team(await teams.TransferAsync(actor, id, to, cancel)));
    }

    private static async Task<IResult> DeleteAsync(Guid id, [FromQuery(Name = "records_to")] string? recordsTo, HttpContext context, ITeams teams, CancellationToken cancel)
    {
        await teams.DeleteAsync(context.Actor(), id, Bodies.Subject(recordsTo), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> MembersAsync(Guid id, JsonNode body, HttpContext context, ITeams teams, CancellationToken cancel) =>
        Answers.Json(Answers.Team(await teams.SetMembersAsync(context.Actor(), id, Bodies.Members(body), cancel)));

    private static async Task<IResult> LeaveAsync(Guid id, HttpContext context, ITeams teams, CancellationToken cancel)
    {
        await teams.LeaveAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }
}
