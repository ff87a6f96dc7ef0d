using MailKit.Net.Smtp;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Maestro.Modules.Mail.Sending;

/// <summary>
/// Carries letters from the outbox to the mail server. Several processes share one outbox: a letter is taken under a
/// lock and becomes due again by itself when whoever took it dies.
/// </summary>
internal sealed class Postman(
    IMaestroDbFactory databases, TimeProvider time, Outbox outbox, Envelope envelope, ServerLine server, IOptions<MailOptions> options, ILogger<Postman> log) : BackgroundService
{
    private const int MostAttempts = 12;
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly Actor Self = Actor.System("postman");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsSet)
            return;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (!await TryRoundAsync(stoppingToken))
                    await outbox.WaitAsync(Round, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop: what is not sent stays in the outbox.
        }
    }

    /// <summary>Takes what is due to the server; false when there was nothing.</summary>
    internal async Task<bool> RoundAsync(CancellationToken cancel)
    {
        var due = await TakeAsync(cancel);
        if (due.Count == 0)
            return false;
        SmtpClient? client = null;
        try
        {
            foreach (var row in due)
                client = await DeliverAsync(client, row, cancel);
        }
        finally
        {
            client?.Dispose();
        }
        return true;
    }

    private async Task<bool> TryRoundAsync(CancellationToken cancel)
    {
        try
        {
            return await RoundAsync(cancel);
        }
        catch (Exception error) when (error is NpgsqlException or DbUpdateException or InvalidOperationException { InnerException: NpgsqlException })
        {
            Log.Unreadable(log, error);
            return false;
        }
    }

    private async Task<List<OutboxRow>> TakeAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = databases.Open(Self);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var rows = await db.Set<OutboxRow>()
            .FromSql($"select * from mail.outbox where state = 'waiting' and due_at <= {now} order by due_at limit 10 for update skip locked").ToListAsync(cancel);
        foreach (var row in rows)
        {
            row.Attempts++;
            row.DueAt = now + Taken;
        }
        await db.SaveChangesAsync(cancel);
        if (rows.Count > 0)
            await db.Set<OutboxRow>().Where(row => row.State != OutboxRow.Waiting && row.CreatedAt < now - Kept).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return rows;
    }

    /// <summary>Sends one letter; answers the connection to go on with, or null when it broke.</summary>
    private async Task<SmtpClient?> DeliverAsync(SmtpClient? client, OutboxRow row, CancellationToken cancel)
    {
        if (row.Until is { } until && until < time.GetUtcNow())
        {
            await NoteAsync(row, OutboxRow.GivenUp, row.Fault ?? "It could not be sent in time.", cancel);
            return client;
        }
        try
        {
            client ??= await server.OpenAsync(cancel);
            await ServerLine.SendAsync(client, Paper.Print(envelope.Open(row.Sealed), options.Value.Sender, row.Id), cancel);
            await NoteAsync(row, OutboxRow.Sent, null, cancel);
            return client;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && ServerLine.IsFailure(error))
        {
            client?.Dispose();
            await FailAsync(row, error, cancel);
            return null;
        }
    }

    private async Task FailAsync(OutboxRow row, Exception error, CancellationToken cancel)
    {
        var fault = ServerLine.Words(error);
        var over = ServerLine.IsFinal(error) || row.Attempts >= MostAttempts;
        if (over)
            Log.GivenUp(log, row.Id, row.Attempts, fault);
        else
            Log.NotSent(log, row.Id, row.Attempts, fault);
        await NoteAsync(row, over ? OutboxRow.GivenUp : OutboxRow.Waiting, fault, cancel);
    }

    private async Task NoteAsync(OutboxRow row, string state, string? fault, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var next = now + Pauses[Math.Min(row.Attempts, Pauses.Length) - 1];
        DateTimeOffset? sent = state == OutboxRow.Sent ? now : null;
        // What is sent is not kept; what is given up can be tried again while its link is good.
        var kept = state == OutboxRow.Sent || row.Until < now ? "" : row.Sealed;
        await using var db = databases.Open(Self);
        await db.Set<OutboxRow>().Where(one => one.Id == row.Id && one.State == OutboxRow.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.State, state).SetProperty(one => one.Fault, fault).SetProperty(one => one.SentAt, sent)
                .SetProperty(one => one.DueAt, next).SetProperty(one => one.Sealed, kept), cancel);
    }
}
