using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Writes down that a token was used from where it is not accepted: perhaps somebody else has it. Once an hour for a token and address, so that nobody fills the trail.</summary>
internal sealed class Refusals(IMaestroDbFactory databases, ISecurityTrail trail, TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(Guid Token, string Address), DateTimeOffset> told = new();

    public async Task TellAsync(Recognized who, string? address, CancellationToken cancel)
    {
        var (now, key) = (time.GetUtcNow(), (who.TokenId, address ?? ""));
        if (told.TryGetValue(key, out var last) && last > now - Quiet)
            return;
        if (told.Count >= Most)
            told.Clear();
        told[key] = now;
        await using var db = databases.Open(Actor.System("refusals"));
        trail.Add(db, SecurityNote.By(who.Actor with { Address = address }, "token.refused", succeeded: false).About("token", who.TokenId, null) with { Detail = new JsonObject { ["accepted"] = string.Join(", ", who.Networks) } });
        await db.SaveChangesAsync(cancel);
    }
}
