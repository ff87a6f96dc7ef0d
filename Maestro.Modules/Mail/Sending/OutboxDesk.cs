using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Maestro.Modules.Mail.Sending;

/// <summary>Shows administrators how sending stands.</summary>
internal sealed class OutboxDesk(IMaestroDbFactory databases, TimeProvider time, Outbox outbox, ServerLine server, IOptions<MailOptions> options) : IOutbox
{
    private const int Most = 100;

    public async Task<MailState> StateAsync(Actor actor, CancellationToken cancel)
    {
        DemandAdmin(actor);
        await using var db = databases.Open(actor);
        var rows = db.Set<OutboxRow>().AsNoTracking();
        var waiting = await rows.CountAsync(row => row.State == OutboxRow.Waiting, cancel);
        var last = await rows.Where(row => row.SentAt != null).MaxAsync(row => row.SentAt, cancel);
        var troubled = await rows.Where(row => row.State != OutboxRow.Sent && row.Fault != null).OrderByDescending(row => row.CreatedAt).Take(Most)
            .Select(row => new TroubledLetter(row.Id, row.Recipient, row.Subject, row.CreatedAt, row.Attempts, row.Fault!, row.State == OutboxRow.GivenUp, row.DueAt)).ToListAsync(cancel);
        var settings = options.Value;
        return new MailState(outbox.Missing, settings.IsSet ? Server(settings) : null, settings.IsSet ? settings.Sender : null, waiting, last, troubled);
    }

    public async Task TestAsync(Actor actor, string to, CancellationToken cancel)
    {
        DemandAdmin(actor);
        DemandWrite(actor);
        if (!MailboxAddress.TryParse(to, out var address) || address.Address != to.Trim())
            throw Problem.Invalid("to", "must be an e-mail address.");
        if (!options.Value.IsSet)
            throw new Problem(ProblemKind.Unavailable, $"Mail cannot be sent. {outbox.Missing}");
        var letter = new Letter
        {
            To = to.Trim(), Subject = "A test mail of Maestro",
            Paragraphs = [$"{actor.Name} has asked Maestro to send this mail.", "That you read it means that Maestro can send mail."],
        };
        try
        {
            using var client = await server.OpenAsync(cancel);
            await ServerLine.SendAsync(client, Paper.Print(letter, options.Value.Sender, Ids.New(time)), cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && ServerLine.IsFailure(error))
        {
            throw new Problem(ProblemKind.Unavailable, ServerLine.Words(error), cause: error);
        }
    }

    public async Task RetryAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        DemandAdmin(actor);
        DemandWrite(actor);
        var now = time.GetUtcNow();
        await using var db = databases.Open(actor);
        var changed = await db.Set<OutboxRow>().Where(row => row.Id == id && row.State != OutboxRow.Sent && row.Sealed != "").ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, OutboxRow.Waiting).SetProperty(row => row.DueAt, now).SetProperty(row => row.Attempts, 0), cancel);
        if (changed == 0)
            throw Problem.Missing("The mail");
        outbox.Ring();
    }

    public async Task DiscardAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        DemandAdmin(actor);
        DemandWrite(actor);
        await using var db = databases.Open(actor);
        if (await db.Set<OutboxRow>().Where(row => row.Id == id && row.State != OutboxRow.Sent).ExecuteDeleteAsync(cancel) == 0)
            throw Problem.Missing("The mail");
    }

    private static string Server(MailOptions settings) =>
        FormattableString.Invariant($"{settings.Host}:{settings.Port}{(settings.UseTls ? ", TLS" : "")}{(settings.IgnoreCertificate ? ", certificate not checked" : "")}{(settings.Username.Length > 0 ? $", as {settings.Username}" : "")}");

    private static void DemandAdmin(Actor actor)
    {
        if (!actor.SeesAll)
            throw Problem.Denied("Only administrators see the outbox.");
    }

    private static void DemandWrite(Actor actor)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
    }
}
