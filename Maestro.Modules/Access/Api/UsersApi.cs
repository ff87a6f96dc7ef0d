using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>People.</summary>
internal static class UsersApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/users").WithTags("users");
        group.MapGet("", ListAsync).WithSummary("Find people by name or exact e-mail address");
        group.MapPost("", CreateAsync).WithSummary("Create a user (administrators)");
        group.MapGet("/{id:guid}", GetAsync).WithSummary("One person");
        group.MapPatch("/{id:guid}", PatchAsync).WithSummary("Change a user (administrators)");
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Deactivate a user (administrators)");
    }

    private static async Task<IResult> ListAsync(string? q, HttpContext context, IPeople people, CancellationToken cancel)
    {
        var (limit, offset) = Answers.Paging(context.Request);
        return Answers.List(context.Request, await people.ListAsync(context.Actor(), q, limit, offset, cancel), Answers.Person);
    }

    private static async Task<IResult> CreateAsync(JsonObject body, HttpContext context, IPeople people, CancellationToken cancel)
    {
        var person = await people.CreateAsync(context.Actor(), body, cancel);
        return Answers.Created(context, $"users/{person.Id}", Answers.Person(person));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, IPeople people, CancellationToken cancel) =>
        Answers.Json(Answers.Person(await people.GetAsync(context.Actor(), id, cancel)));

    private static async Task<IResult> PatchAsync(Guid id, JsonObject body, HttpContext context, IPeople people, CancellationToken cancel) =>
        Answers.Json(Answers.Person(await people.ChangeAsync(context.Actor(), id, body, cancel)));

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, IPeople people, CancellationToken cancel)
    {
        await people.DeactivateAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }
}
