using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Notifications.Api;

/// <summary>One's own messages over HTTP.</summary>
internal static class NotificationsApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/notifications").WithTags("notifications");
        messages.MapGet("", ListAsync).WithSummary("Your messages, newest first, and how many are unread; unread and event narrow them");
        messages.MapPost("/read", ReadAllAsync).WithSummary("Mark all of your messages as read, or those of one event");
        messages.MapPost("/{id:guid}/read", ReadAsync).WithSummary("Mark a message as read");
    }

    private static async Task<IResult> ListAsync(bool? unread, string? @event, int? limit, string? cursor, HttpContext context, INotifications notifications, CancellationToken cancel)
    {
        if (limit is < 1 or > 1000)
            throw Problem.Malformed("limit is a whole number from 1 to 1000.");
        var inbox = await notifications.InboxAsync(context.Actor(), new InboxQuery(unread == true, Only(@event), limit ?? 50, string.IsNullOrEmpty(cursor) ? null : cursor), cancel);
        return TypedResults.Json(
            new JsonObject
            {
                ["count"] = null,
                ["count_exact"] = true,
                ["unread"] = inbox.Unread,
                ["next"] = inbox.Next is null ? null : Next(context, inbox.Next),
                ["previous"] = null,
                ["results"] = new JsonArray([.. inbox.Messages.Select(Print)]),
            }, Json.Compact);
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, INotifications notifications, CancellationToken cancel)
    {
        await notifications.ReadAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ReadAllAsync(string? @event, HttpContext context, INotifications notifications, CancellationToken cancel)
    {
        await notifications.ReadAllAsync(context.Actor(), Only(@event), cancel);
        return TypedResults.NoContent();
    }

    private static NotificationEvent? Only(string? word) => string.IsNullOrEmpty(word) ? null : EventWords.Read(word);

    private static string Next(HttpContext context, string cursor)
    {
        var query = new QueryBuilder(context.Request.Query.Where(pair => pair.Key != "cursor").Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))) { { "cursor", cursor } };
        return context.Request.PathBase + context.Request.Path + query.ToQueryString();
    }

    internal static JsonObject Print(Message message) => new()
    {
        ["id"] = message.Id.ToString(),
        ["event"] = EventWords.Of(message.Event),
        ["severity"] = EventWords.Of(message.Severity),
        ["title"] = message.Title,
        ["text"] = message.Text,
        ["at"] = Instant.Print(message.At),
        ["read_at"] = message.ReadAt is { } read ? Instant.Print(read) : null,
        ["page"] = message.Page,
        ["run"] = message.Run?.ToString(),
        ["record"] = message is { Kind: { } kind, Record: { } record } ? new JsonObject { ["kind"] = kind, ["id"] = record.ToString() } : null,
        ["change_set"] = message.ChangeSet?.ToString(),
    };
}
