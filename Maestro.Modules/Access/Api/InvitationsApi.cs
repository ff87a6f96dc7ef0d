using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>Invitations into teams and into Maestro.</summary>
internal static class InvitationsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var teams = api.MapGroup("/teams/{team:guid}/invitations").WithTags("teams");
        teams.MapGet("", (Guid team, HttpContext context, IInvitations invitations, CancellationToken cancel) => ListAsync(team, context, invitations, cancel)).WithSummary("Open invitations of a team (its administrators)");
        teams.MapPost("", (Guid team, JsonObject body, HttpContext context, IInvitations invitations, IMail mail, CancellationToken cancel) => CreateAsync(team, body, context, invitations, mail, cancel)).WithSummary("Invite: {email?, level}; the token is shown only here");
        teams.MapDelete("/{id:guid}", (Guid team, Guid id, HttpContext context, IInvitations invitations, CancellationToken cancel) => RevokeAsync(id, context, invitations, cancel)).WithSummary("Take an invitation back");
        var group = api.MapGroup("/invitations").WithTags("users");
        group.MapGet("", (HttpContext context, IInvitations invitations, CancellationToken cancel) => ListAsync(null, context, invitations, cancel)).WithSummary("Open invitations into Maestro (administrators)");
        group.MapPost("", (JsonObject body, HttpContext context, IInvitations invitations, IMail mail, CancellationToken cancel) => CreateAsync(null, body, context, invitations, mail, cancel)).WithSummary("Invite into Maestro: {email?} (administrators)");
        group.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Take an invitation back");
        group.MapPost("/accept", AcceptAsync).WithSummary("Accept an invitation with your account: {token}");
    }

    private static async Task<IResult> ListAsync(Guid? team, HttpContext context, IInvitations invitations, CancellationToken cancel)
    {
        var (limit, offset) = Answers.Paging(context.Request);
        var rows = await invitations.ListAsync(context.Actor(), team, cancel);
        return Answers.List(context.Request, new Page<Invitation>([.. rows.Skip(offset).Take(limit)], rows.Count, true, null), Print);
    }

    private static async Task<IResult> CreateAsync(Guid? team, JsonObject body, HttpContext context, IInvitations invitations, IMail mail, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        var level = team is null ? Level.None : Bodies.Level(body["level"] ?? "read") ?? throw Problem.Invalid("level", "must be read, write or admin.");
        var made = await invitations.CreateAsync(actor, team, body["email"].Text(), level, cancel);
        context.Response.Headers.CacheControl = "no-store";
        var answer = Print(made.Invitation);
        answer["token"] = made.Token;
        answer["url"] = mail.Works ? mail.Link($"join?token={made.Token}") : null;
        answer["mailed"] = made.Mailed;
        return Answers.Created(context, team is null ? $"invitations/{made.Invitation.Id}" : $"teams/{team}/invitations/{made.Invitation.Id}", answer);
    }

    private static async Task<IResult> RevokeAsync(Guid id, HttpContext context, IInvitations invitations, CancellationToken cancel)
    {
        await invitations.RevokeAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AcceptAsync(JsonObject body, HttpContext context, IInvitations invitations, CancellationToken cancel)
    {
        await invitations.AcceptAsync(context.Actor(), body.Texts("token")[0], cancel);
        return TypedResults.NoContent();
    }

    private static JsonObject Print(Invitation invitation) => new()
    {
        ["id"] = invitation.Id,
        ["team"] = invitation.Team is { } team ? new JsonObject { ["id"] = team, ["name"] = invitation.TeamName } : null,
        ["email"] = invitation.Email,
        ["level"] = invitation.Team is null ? null : Answers.Level(invitation.Level),
        ["by"] = invitation.By,
        ["created_at"] = Answers.Instant(invitation.CreatedAt),
        ["expires_at"] = Answers.Instant(invitation.ExpiresAt),
    };
}
