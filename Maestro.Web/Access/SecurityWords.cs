using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kinds;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Access;

/// <summary>Words of the security log.</summary>
internal static class SecurityWords
{
    /// <summary>What happened, for people; an action without words of its own is shown as it is.</summary>
    internal static string Of(string action, IStringLocalizer<Texts> texts) => action switch
    {
        "sign_in" => texts["Signed in"],
        "sign_out" => texts["Signed out"],
        "session.revoke" => texts["Session ended"],
        "password.change" => texts["Password changed"],
        "password.check" => texts["Password asked for again"],
        "password.reset" => texts["Password replaced by mail"],
        "user.register" => texts["Person registered"],
        "invitation.create" => texts["Invitation made"],
        "invitation.revoke" => texts["Invitation revoked"],
        "invitation.accept" => texts["Invitation accepted"],
        "second_factor.on" => texts["Second factor turned on"],
        "second_factor.off" => texts["Second factor removed"],
        "second_factor.codes" => texts["Recovery codes renewed"],
        "user.create" => texts["Person created"],
        "user.change" => texts["Person changed"],
        "user.link" => texts["Account linked with one elsewhere"],
        "single_sign_on.change" => texts["Single sign-on changed"],
        "team.create" => texts["Team created"],
        "team.change" => texts["Team changed"],
        "team.delete" => texts["Team deleted"],
        "team.members" => texts["Members changed"],
        "team.transfer" => texts["Team given away"],
        "user.delete" => texts["Account deleted"],
        "team.leave" => texts["Team left"],
        "token.create" => texts["Access token created"],
        "token.revoke" => texts["Access token revoked"],
        "token.refused" => texts["Access token used from elsewhere"],
        "grants.change" => texts["Access to a record changed"],
        "option.create" => texts["Option list created"],
        "connection.credentials" => texts["Credentials of a connection set"],
        "webhook.secret" => texts["Secret of a webhook set or removed"],
        "option.change" => texts["Option list changed"],
        "option.retire" => texts["Option list retired"],
        "option.restore" => texts["Option list restored"],
        _ => action,
    };

    /// <summary>Sorts of events to choose from.</summary>
    internal static IReadOnlyDictionary<string, string> Groups(IStringLocalizer<Texts> texts) => new Dictionary<string, string>
    {
        ["sign_in"] = texts["Signing in"], ["sign_out"] = texts["Signing out"], ["password"] = texts["Passwords"], ["user"] = texts["People"], ["team"] = texts["Teams"],
        ["token"] = texts["Access tokens"], ["session"] = texts["Sessions"], ["invitation"] = texts["Invitations"], ["second_factor"] = texts["Second factor"], ["grants"] = texts["Access to records"], ["option"] = texts["Option lists"], ["connection"] = texts["Connections"], ["webhook"] = texts["Webhooks"], ["single_sign_on"] = texts["Single sign-on"],
    };

    /// <summary>What exactly, one line for each thing that moved.</summary>
    internal static IEnumerable<(string Name, string Text)> Details(SecurityEvent one)
    {
        foreach (var (name, value) in one.Detail)
        {
            switch (value)
            {
                case JsonObject fields:
                    foreach (var (field, moved) in fields)
                        yield return (field, Moved(moved));
                    break;
                case JsonArray list:
                    foreach (var item in list)
                        yield return item is JsonObject ? (item["name"].Text() ?? $"{item["type"].Text()} {item["id"].Text()}".Trim(), Moved(item)) : (name, item.Text() ?? "");
                    break;
                default:
                    yield return (name, value.Text() ?? value?.ToJsonString() ?? "");
                    break;
            }
        }
    }

    private static string Moved(JsonNode? node) =>
        node is JsonObject pair ? $"{Word(pair["before"])} → {Word(pair["after"])}" : node.Text() ?? "";

    private static string Word(JsonNode? node) => node is null ? "—" : node.Text() ?? node.ToJsonString();
}
