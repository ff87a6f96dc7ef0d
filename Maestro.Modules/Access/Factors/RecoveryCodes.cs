using System.Security.Cryptography;
using System.Text;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.Factors;

/// <summary>Recovery codes: 80 random bits each, so that a plain digest protects them.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;
    private const int Length = 16;

    /// <summary>Replaces a person's codes in the context, which the caller saves; answers the new ones.</summary>
    public static async Task<IReadOnlyList<string>> RenewAsync(MaestroDb db, Guid userId, CancellationToken cancel)
    {
        await db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancel);
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", Length)).ToList();
        db.AddRange(codes.Select(code => new RecoveryCodeRow { UserId = userId, Hash = HashOf(userId, code) }));
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(part => new string(part))))];
    }

    /// <summary>Uses a code up; false when it is none of the person's.</summary>
    public static async Task<bool> UseAsync(MaestroDb db, Guid userId, string code, CancellationToken cancel)
    {
        var hash = HashOf(userId, Bare(code));
        return await db.Set<RecoveryCodeRow>().Where(row => row.UserId == userId && row.Hash == hash).ExecuteDeleteAsync(cancel) == 1;
    }

    private static string Bare(string code) => new([.. code.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    private static byte[] HashOf(Guid userId, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{userId:N}{code}"));
}
