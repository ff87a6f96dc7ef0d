using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications.Api;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Wording;
using Maestro.Modules.Scheduling;
using Microsoft.AspNetCore.DataProtection;

namespace Maestro.Modules.Notifications.Hooks;

/// <summary>Makes the calls: Scheduling sends, signs, checks where to, and keeps the log.</summary>
internal sealed class HookCalls(IAccess access, Looking looking, Wordsmith wordsmith, IWebhooks webhooks, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Maestro.Notifications.Hooks");

    internal string Seal(string secret) => protector.Protect(secret);

    /// <summary>Sends a message as its owner may see it at this moment; null when the owner is there no more.</summary>
    internal async Task<Delivery?> SendAsync(HookRow hook, MessageRow row, CancellationToken cancel)
    {
        var owner = hook.OwnerType == "team" ? await access.ActorOfTeamAsync(hook.OwnerId, cancel) : await access.ActorOfAsync(hook.OwnerId, null, cancel);
        if (owner is null)
            return null;
        // Programs read one language.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var message = wordsmith.Print(row, await looking.AtAsync(owner, [row], cancel));
        var body = NotificationsApi.Print(message);
        body.Remove("read_at");
        body["for"] = new JsonObject { ["type"] = hook.OwnerType, ["id"] = hook.OwnerId.ToString() };
        return await SendAsync(hook, body, cancel);
    }

    internal Task<Delivery> SendAsync(HookRow hook, JsonObject body, CancellationToken cancel) =>
        webhooks.CallAsync(new WebhookCall(hook.Id, hook.Url, body.ToJsonString(Json.Compact), SecretOf(hook)), cancel);

    private string? SecretOf(HookRow hook)
    {
        try
        {
            return hook.Secret is { } secret ? protector.Unprotect(secret) : null;
        }
        catch (CryptographicException)
        {
            throw Problem.Conflict("The secret of this webhook was encrypted with a key that is gone. Type it again.");
        }
    }
}
