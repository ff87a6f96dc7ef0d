using System.Net;
using System.Net.Sockets;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SignIn;

/// <summary>
/// Rate limits of signing in. They count failures only, per account and address and per address, so that nobody can
/// lock an account for its owner, who comes from elsewhere.
/// </summary>
internal sealed class SignInLimits(TimeProvider time)
{
    private const int PerAccountAndAddress = 5;
    private const int PerAddress = 200;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private readonly SemaphoreSlim[] lanes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Lets one attempt per account at a time pass: a burst in parallel must not all be judged before the first has failed.</summary>
    public async Task<IDisposable> EnterAsync(string account, CancellationToken cancel)
    {
        var lane = lanes[(uint)account.GetHashCode(StringComparison.Ordinal) % (uint)lanes.Length];
        await lane.WaitAsync(cancel);
        return new Lane(lane);
    }

    /// <summary>Throws <see cref="Problem"/> (too many) with the time until the next attempt.</summary>
    public async Task DemandAsync(MaestroDb db, string account, string address, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Window;
        var here = db.Set<SignInFailureRow>().Where(row => row.Address == address && row.At > since).OrderByDescending(row => row.At);
        var first = await NthAsync(here.Where(row => row.Account == account), PerAccountAndAddress, cancel)
            ?? await NthAsync(here, PerAddress, cancel);
        if (first is { } at)
            throw new Problem(ProblemKind.TooMany, "Too many failed attempts. Wait a few minutes and try again.") { RetryAfter = at + Window - time.GetUtcNow() };
    }

    /// <summary>Notes a failure, and drops those that no longer count.</summary>
    public async Task FailedAsync(MaestroDb db, string account, string address, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        db.Add(new SignInFailureRow { Id = Ids.New(time), Account = account, Address = address, At = now });
        await db.SaveChangesAsync(cancel);
        await db.Set<SignInFailureRow>().Where(row => row.At < now - Window).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The address to count by: of IPv6 the /64 network, which is what one customer gets.</summary>
    public static string AddressOf(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
            return address;
        if (parsed.IsIPv4MappedToIPv6)
            return parsed.MapToIPv4().ToString();
        if (parsed.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(parsed))
            return parsed.ToString();
        var bytes = parsed.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }

    private static async Task<DateTimeOffset?> NthAsync(IQueryable<SignInFailureRow> newestFirst, int n, CancellationToken cancel) =>
        await newestFirst.Skip(n - 1).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(cancel);

    private sealed class Lane(SemaphoreSlim taken) : IDisposable
    {
        public void Dispose() => taken.Release();
    }
}
