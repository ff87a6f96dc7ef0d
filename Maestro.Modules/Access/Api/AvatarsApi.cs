using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Maestro.Modules.Access.Api;

/// <summary>Pictures of people and teams. The only files that are shown in place: Maestro has drawn them itself.</summary>
internal static class AvatarsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Map(api.MapGroup("/users/{id:guid}/avatar").WithTags("users"), Subject.User, "a person");
        Map(api.MapGroup("/teams/{id:guid}/avatar").WithTags("teams"), Subject.Team, "a team");
        var own = api.MapGroup("/me/avatar").WithTags("me");
        own.MapPut("", (HttpContext context, IAvatars avatars, CancellationToken cancel) => SetAsync(Subject.User(context.Actor().UserId), context, avatars, cancel)).WithSummary("Give yourself a picture: PNG, JPEG, GIF or WebP as the body, up to 5 MB");
        own.MapDelete("", (HttpContext context, IAvatars avatars, CancellationToken cancel) => RemoveAsync(Subject.User(context.Actor().UserId), context, avatars, cancel)).WithSummary("Remove your picture");
    }

    private static void Map(RouteGroupBuilder group, Func<Guid, Subject> subject, string whose)
    {
        group.MapGet("", (Guid id, HttpContext context, IAvatars avatars, CancellationToken cancel) => GetAsync(subject(id), context, avatars, cancel)).WithSummary($"The picture of {whose}");
        group.MapPut("", (Guid id, HttpContext context, IAvatars avatars, CancellationToken cancel) => SetAsync(subject(id), context, avatars, cancel)).WithSummary($"Give {whose} a picture: PNG, JPEG, GIF or WebP as the body, up to 5 MB");
        group.MapDelete("", (Guid id, HttpContext context, IAvatars avatars, CancellationToken cancel) => RemoveAsync(subject(id), context, avatars, cancel)).WithSummary($"Remove the picture of {whose}");
    }

    private static async Task<IResult> GetAsync(Subject of, HttpContext context, IAvatars avatars, CancellationToken cancel)
    {
        var picture = await avatars.OpenAsync(context.Actor(), of, cancel);
        // A link that names the version never shows another picture; the browser need not ask again for a while.
        context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("v") ? "private, max-age=3600" : "private, no-cache";
        context.Response.Headers.ContentDisposition = "inline";
        return TypedResults.Stream(picture.Content, picture.File.Type, null, picture.File.CreatedAt, new EntityTagHeaderValue($"\"{picture.File.Id:N}\""));
    }

    private static async Task<IResult> SetAsync(Subject of, HttpContext context, IAvatars avatars, CancellationToken cancel)
    {
        var actor = context.Actor();
        // Whoever says beforehand that it is too large need not send it.
        if (context.Request.ContentLength > avatars.MostBytes)
            throw new Problem(ProblemKind.TooLarge, "A picture may have at most 5 MB.");
        await avatars.SetAsync(actor, of, context.Request.Body, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RemoveAsync(Subject of, HttpContext context, IAvatars avatars, CancellationToken cancel)
    {
        await avatars.RemoveAsync(context.Actor(), of, cancel);
        return TypedResults.NoContent();
    }
}
