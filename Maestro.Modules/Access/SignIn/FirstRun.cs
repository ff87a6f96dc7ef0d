using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Access.SignIn;

/// <summary>
/// Makes the first administrator: at start from MAESTRO_ADMIN_EMAIL and MAESTRO_ADMIN_PASSWORD, else on the first-run
/// page, for whoever can read the one-time code in the log.
/// </summary>
internal sealed class FirstRun(
    IMaestroDbFactory databases, UserRegister users, ITokens tokens, ISecurityTrail trail, IConfiguration configuration, ILogger<FirstRun> log) : IFirstRun, IHostedService
{
    private readonly string code = RandomNumberGenerator.GetString("ABCDEFGHJKMNPQRSTUVWXYZ23456789", 16);
    private volatile bool done;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await IsNeededAsync(cancellationToken))
            return;
        var (email, password) = (configuration["MAESTRO_ADMIN_EMAIL"], configuration["MAESTRO_ADMIN_PASSWORD"]);
        if (string.IsNullOrEmpty(email) && string.IsNullOrEmpty(password))
        {
            Log.FirstRunCode(log, PrintedCode);
            return;
        }
        var mistakes = new[] { Mistake("MAESTRO_ADMIN_EMAIL", UserFields.EmailFault(email)), Mistake("MAESTRO_ADMIN_PASSWORD", Passwords.Fault(password)) }.OfType<string>().ToList();
        if (mistakes.Count > 0)
            throw new OptionsValidationException("Access", typeof(AccessOptions), mistakes);
        if (await CreateIfFirstAsync(email!.Split('@')[0], email, password!, null, cancellationToken) is not null)
            Log.FirstAdministrator(log, email);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> IsNeededAsync(CancellationToken cancel)
    {
        if (done)
            return false;
        await using var db = databases.Open(Actor.System("first run"));
        done = await db.Set<UserRow>().AnyAsync(cancel);
        return !done;
    }

    public async Task<Issued> CreateAsync(string code, string name, string email, string password, Caller caller, CancellationToken cancel)
    {
        if (!await IsNeededAsync(cancel))
            throw Taken();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Bare(code)), Encoding.UTF8.GetBytes(this.code)))
            throw Problem.Invalid("code", "This is not the code from the log of this Maestro.");
        var id = await CreateIfFirstAsync(name, email, password, caller, cancel) ?? throw Taken();
        Log.FirstAdministrator(log, email);
        return await tokens.StartSessionAsync(id, caller, cancel);
    }

    /// <summary>The code as the log shows it.</summary>
    internal string PrintedCode => string.Join('-', code.Chunk(4).Select(part => new string(part)));

    private async Task<Guid?> CreateIfFirstAsync(string name, string email, string password, Caller? caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Actor.System("first run"));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two processes may start on one empty database.
        await db.TakeTurnAsync(cancel);
        if (await db.Set<UserRow>().AnyAsync(cancel))
            return null;
        var row = users.NewRow(new JsonObject { ["name"] = name, ["email"] = email, ["password"] = password, ["is_admin"] = true });
        db.Add(row);
        trail.Add(db, new SecurityNote("user.create") { ActorName = "first run", Address = caller?.Address, TargetType = "user", TargetId = row.Id, TargetName = row.Name, Detail = new JsonObject { ["email"] = row.Email, ["is_admin"] = true } });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        done = true;
        return row.Id;
    }

    private static string? Mistake(string key, string? fault) => fault is null ? null : $"{key} {fault}";

    private static string Bare(string code) => code.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant();

    private static Problem Taken() => Problem.Conflict("This Maestro already has its first administrator. Sign in instead.");
}
