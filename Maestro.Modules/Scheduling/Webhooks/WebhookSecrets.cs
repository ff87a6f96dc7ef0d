using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling.Firings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Scheduling.Webhooks;

/// <summary>What is secret of a webhook, encrypted; beside the record, so that neither history nor answers hold it.</summary>
internal sealed class WebhookSecretRow
{
    public required Guid ScheduleId { get; init; }
    public string? Secret { get; set; }
    public string? Authorization { get; set; }
}

internal sealed class WebhookSecretTable : IEntityTypeConfiguration<WebhookSecretRow>
{
    public void Configure(EntityTypeBuilder<WebhookSecretRow> table)
    {
        table.ToTable("webhook_secrets", "scheduling");
        table.HasKey(row => row.ScheduleId);
        table.Property(row => row.ScheduleId).ValueGeneratedNever();
    }
}

/// <summary>Secrets as they were sent: null leaves what there is, empty takes it away.</summary>
/// <param name="Forget">What there was is not kept: the webhook goes elsewhere now.</param>
internal sealed record GivenSecrets(string? Secret, string? Authorization, bool Forget = false)
{
    private const int Longest = 4_000;

    /// <summary>Takes them out of the document, in which they must not stay.</summary>
    internal static GivenSecrets Take(JsonObject document)
    {
        if (document["webhook"] is not JsonObject webhook)
            return new(null, null);
        var given = new GivenSecrets(TakeOne(webhook, "secret"), TakeOne(webhook, "authorization"));
        webhook.Remove("has_secret");
        webhook.Remove("has_authorization");
        return given;
    }

    private static string? TakeOne(JsonObject webhook, string name)
    {
        if (!webhook.Remove(name, out var value))
            return null;
        var text = value is null ? "" : value.Text() ?? throw Problem.Invalid($"webhook.{name}", "must be text");
        return text.Length > Longest || text.Any(char.IsControl) ? throw Problem.Invalid($"webhook.{name}", FormattableString.Invariant($"must be at most {Longest} characters, none of them control characters")) : text.Trim();
    }
}

/// <summary>Keeps secrets of webhooks, and opens them for the call alone.</summary>
internal sealed class WebhookSecrets(IMaestroDbFactory databases, IDataProtectionProvider protection, ISecurityTrail trail)
{
    private readonly IDataProtector protector = protection.CreateProtector("Maestro.Scheduling.Webhooks");

    /// <summary>Keeps them, and writes down who gave or took them: they are no field, so no change tells of them.</summary>
    internal async Task KeepAsync(Actor actor, Guid schedule, string name, GivenSecrets given, CancellationToken cancel)
    {
        if (given is { Secret: null, Authorization: null, Forget: false })
            return;
        await using var db = databases.Open(FiringStore.Clock);
        var row = await db.Set<WebhookSecretRow>().SingleOrDefaultAsync(one => one.ScheduleId == schedule, cancel);
        if (row is null)
            db.Add(row = new WebhookSecretRow { ScheduleId = schedule });
        var moved = new JsonObject();
        (row.Secret, row.Authorization) = (Kept("secret", row.Secret, given.Secret, given.Forget, moved), Kept("authorization", row.Authorization, given.Authorization, given.Forget, moved));
        if (moved.Count > 0)
            trail.Add(db, SecurityNote.By(actor, "webhook.secret").About(Schedule.KindName, schedule, name) with { Detail = moved });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The secrets of a webhook. Throws <see cref="Problem"/> (conflict) when they were encrypted with a key that is gone.</summary>
    internal async Task<(string? Secret, string? Authorization)> OpenAsync(Guid schedule, CancellationToken cancel)
    {
        await using var db = databases.Open(FiringStore.Clock);
        var row = await db.Set<WebhookSecretRow>().AsNoTracking().SingleOrDefaultAsync(one => one.ScheduleId == schedule, cancel);
        try
        {
            return (row?.Secret is { } secret ? protector.Unprotect(secret) : null, row?.Authorization is { } authorization ? protector.Unprotect(authorization) : null);
        }
        catch (CryptographicException)
        {
            throw Problem.Conflict("The secrets of this webhook were encrypted with a key that is gone. Type them again.");
        }
    }

    private string? Kept(string what, string? had, string? given, bool forget, JsonObject moved)
    {
        var kept = given switch
        {
            null => forget ? null : had,
            "" => null,
            _ => protector.Protect(given),
        };
        if (kept != had)
            moved[what] = kept is null ? "removed" : "set";
        return kept;
    }
}
