using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.Accounts;

/// <summary>Makes and redeems links that work once.</summary>
internal sealed class OneTimeLinks(TimeProvider time)
{
    private const int SecretBytes = 32;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>A secret of 32 random bytes as it stands in a link, and what is stored of it.</summary>
    public static (string Text, byte[] Hash) NewSecret()
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (text, HashOf(text));
    }

    /// <summary>What is stored of a secret.</summary>
    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a link to the context, which the caller saves; answers its secret.</summary>
    public async Task<string> MakeAsync(MaestroDb db, string purpose, Guid? userId, string sentTo, string? data, TimeSpan life, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await db.Set<OneTimeLinkRow>().Where(row => row.ExpiresAt < now - Kept).ExecuteDeleteAsync(cancel);
        var (text, hash) = NewSecret();
        db.Add(new OneTimeLinkRow { Id = Ids.New(time), Purpose = purpose, UserId = userId, SentTo = sentTo, Hash = hash, Data = data, CreatedAt = now, ExpiresAt = now + life });
        return text;
    }

    /// <summary>The link that a secret belongs to, while it works; else null.</summary>
    public async Task<OneTimeLinkRow?> FindAsync(MaestroDb db, string purpose, string? secret, CancellationToken cancel)
    {
        if (secret is not { Length: > 0 and < 100 })
            return null;
        var (hash, now) = (HashOf(secret), time.GetUtcNow());
        return await db.Set<OneTimeLinkRow>().AsNoTracking()
            .SingleOrDefaultAsync(row => row.Hash == hash && row.Purpose == purpose && row.UsedAt == null && row.ExpiresAt > now, cancel);
    }

    /// <summary>The link, or <see cref="Problem"/> (invalid).</summary>
    public async Task<OneTimeLinkRow> DemandAsync(MaestroDb db, string purpose, string? secret, CancellationToken cancel) =>
        await FindAsync(db, purpose, secret, cancel) ?? throw Over();

    /// <summary>Uses a link up. Of two who use it at once one gets <see cref="Problem"/> (invalid).</summary>
    public async Task UseAsync(MaestroDb db, OneTimeLinkRow link, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await db.Set<OneTimeLinkRow>().Where(row => row.Id == link.Id && row.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel) == 0)
            throw Over();
    }

    /// <summary>Makes every other link of a person worthless.</summary>
    public Task CancelAsync(MaestroDb db, Guid userId, string purpose, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db.Set<OneTimeLinkRow>().Where(row => row.UserId == userId && row.Purpose == purpose && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel);
    }

    private static Problem Over() => Problem.Invalid("token", "This link does not work any more. Ask for a new one.");
}
