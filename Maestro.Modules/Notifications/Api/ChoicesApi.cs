using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Notifications.Api;

/// <summary>How one wants to be told, over HTTP.</summary>
internal static class ChoicesApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var choices = api.MapGroup("/me/notifications").WithTags("notifications");
        choices.MapGet("", ListAsync).WithSummary("How you are told of what: in the inbox, on open pages (toast), by mail at once, in the mail of the day (digest)");
        choices.MapPut("", SaveAsync).WithSummary("Choose it: {choices: [{event, inbox?, toast?, mail?, digest?}]}; what is not named stays");
    }

    private static async Task<IResult> ListAsync(HttpContext context, IChoices choices, CancellationToken cancel) =>
        Answer(choices, await choices.ListAsync(context.Actor(), cancel));

    private static async Task<IResult> SaveAsync(JsonObject body, HttpContext context, IChoices choices, CancellationToken cancel)
    {
        if (body["choices"] is not JsonArray given)
            throw Problem.Malformed("choices: a list is needed.");
        var had = (await choices.ListAsync(context.Actor(), cancel)).ToDictionary(choice => choice.Event);
        return Answer(choices, await choices.SaveAsync(context.Actor(), [.. given.Select((one, at) => Read(one, at, had))], cancel));
    }

    private static Choice Read(JsonNode? node, int at, Dictionary<NotificationEvent, Choice> had)
    {
        if (node is not JsonObject given || EventWords.Find(given["event"].Text()) is not { } what || !had.TryGetValue(what, out var choice))
            throw Problem.Invalid(FormattableString.Invariant($"choices.{at}.event"), $"must be one of {string.Join(", ", had.Keys.Select(EventWords.Of))}");
        bool Flag(string name, bool otherwise) => given[name] switch
        {
            null => otherwise,
            JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
            _ => throw Problem.Invalid(FormattableString.Invariant($"choices.{at}.{name}"), "must be true or false"),
        };
        return choice with { Inbox = Flag("inbox", choice.Inbox), Toast = Flag("toast", choice.Toast), Mail = Flag("mail", choice.Mail), Digest = Flag("digest", choice.Digest) };
    }

    private static IResult Answer(IChoices choices, IReadOnlyList<Choice> all) => TypedResults.Json(
        new JsonObject
        {
            ["mail_missing"] = choices.MailMissing,
            ["choices"] = new JsonArray([.. all.Select(choice => (JsonNode)new JsonObject
            {
                ["event"] = EventWords.Of(choice.Event), ["inbox"] = choice.Inbox, ["toast"] = choice.Toast, ["mail"] = choice.Mail, ["digest"] = choice.Digest, ["locked"] = choice.Locked,
            })]),
        }, Json.Compact);
}
