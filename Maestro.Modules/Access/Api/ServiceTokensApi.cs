using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>Tokens of a team's services.</summary>
internal static class ServiceTokensApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/teams/{team:guid}/tokens").WithTags("teams");
        group.MapGet("", ListAsync).WithSummary("Tokens of the team's services (its administrators)");
        group.MapPost("", CreateAsync).WithSummary("Create a token for a service of the team: {name, scope: read|write|admin, expires_at, kinds: [], networks: []}; its text is shown only here");
        group.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Revoke a token of the team's services");
    }

    private static async Task<IResult> ListAsync(Guid team, HttpContext context, IServiceTokens tokens, CancellationToken cancel)
    {
        var (limit, offset) = Answers.Paging(context.Request);
        var rows = await tokens.ListAsync(context.Actor(), team, cancel);
        return Answers.List(context.Request, new Page<Token>([.. rows.Skip(offset).Take(limit)], rows.Count, true, null), token => Answers.Token(token, Guid.Empty));
    }

    private static async Task<IResult> CreateAsync(Guid team, JsonObject body, HttpContext context, IServiceTokens tokens, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        return Answers.Issued(context, $"teams/{team}/tokens", await tokens.CreateAsync(actor, team, Bodies.Token(body), cancel));
    }

    private static async Task<IResult> RevokeAsync(Guid team, Guid id, HttpContext context, IServiceTokens tokens, CancellationToken cancel)
    {
        var actor = context.Actor();
        context.DemandSession();
        await tokens.RevokeAsync(actor, team, id, cancel);
        return TypedResults.NoContent();
    }
}
