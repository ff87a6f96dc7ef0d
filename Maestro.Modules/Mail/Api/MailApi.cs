using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Mail.Api;

/// <summary>The outbox, for administrators.</summary>
internal static class MailApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/mail").WithTags("mail");
        group.MapGet("", StateAsync).WithSummary("How sending mail stands, and what could not be sent (administrators)");
        group.MapPost("/test", TestAsync).WithSummary("Send a test mail at once; {to} (administrators)");
        group.MapPost("/outbox/{id:guid}/retry", RetryAsync).WithSummary("Try a mail again (administrators)");
        group.MapDelete("/outbox/{id:guid}", DiscardAsync).WithSummary("Throw an unsent mail away (administrators)");
    }

    private static async Task<IResult> StateAsync(HttpContext context, IOutbox outbox, CancellationToken cancel)
    {
        var state = await outbox.StateAsync(context.Actor(), cancel);
        return TypedResults.Json(new JsonObject
        {
            ["works"] = state.Missing is null,
            ["missing"] = state.Missing,
            ["server"] = state.Server,
            ["sender"] = state.Sender,
            ["waiting"] = state.Waiting,
            ["last_sent_at"] = state.LastSentAt is { } last ? Kinds.Types.Instant.Print(last) : null,
            ["troubled"] = new JsonArray([.. state.Troubled.Select(Print)]),
        }, Json.Compact);
    }

    private static JsonObject Print(TroubledLetter letter) => new()
    {
        ["id"] = letter.Id,
        ["to"] = letter.To,
        ["subject"] = letter.Subject,
        ["created_at"] = Kinds.Types.Instant.Print(letter.CreatedAt),
        ["attempts"] = letter.Attempts,
        ["fault"] = letter.Fault,
        ["given_up"] = letter.GivenUp,
        ["due_at"] = letter.GivenUp ? null : Kinds.Types.Instant.Print(letter.DueAt),
    };

    private static async Task<IResult> TestAsync(JsonObject body, HttpContext context, IOutbox outbox, CancellationToken cancel)
    {
        await outbox.TestAsync(context.Actor(), body["to"].Text() ?? "", cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RetryAsync(Guid id, HttpContext context, IOutbox outbox, CancellationToken cancel)
    {
        await outbox.RetryAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DiscardAsync(Guid id, HttpContext context, IOutbox outbox, CancellationToken cancel)
    {
        await outbox.DiscardAsync(context.Actor(), id, cancel);
        return TypedResults.NoContent();
    }
}
