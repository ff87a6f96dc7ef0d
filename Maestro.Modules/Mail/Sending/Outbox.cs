using Maestro.Modules.Kernel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Mail.Sending;

/// <summary>Takes letters in. They are safe once <see cref="SendAsync"/> has returned.</summary>
internal sealed class Outbox(IMaestroDbFactory databases, TimeProvider time, Envelope envelope, IOptions<MailOptions> options, IConfiguration configuration) : IMail, IDisposable
{
    private readonly SemaphoreSlim bell = new(0);

    public string? Missing =>
        !options.Value.IsSet ? "No mail server is set: Mail__Host, Mail__Port and Mail__Sender."
        : Base is null ? "MAESTRO_BASE_URL is not set; links in mail would lead nowhere."
        : null;

    public string Link(string page)
    {
        Demand();
        return $"{Base!.AbsoluteUri.TrimEnd('/')}/{page.TrimStart('/')}";
    }

    public async Task SendAsync(Letter letter, CancellationToken cancel)
    {
        Demand();
        var now = time.GetUtcNow();
        await using var db = databases.Open(Actor.System("outbox"));
        db.Add(new OutboxRow
        {
            Id = Ids.New(time), Recipient = letter.To, Subject = letter.Subject, Sealed = envelope.Seal(letter), State = OutboxRow.Waiting,
            CreatedAt = now, DueAt = now, Until = letter.Until,
        });
        await db.SaveChangesAsync(cancel);
        Ring();
    }

    /// <summary>Wakes the postman of this process; those of others look by themselves.</summary>
    public void Ring()
    {
        if (bell.CurrentCount == 0)
            bell.Release();
    }

    /// <summary>Waits until somebody rings, or for a while.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancel) => bell.WaitAsync(longest, cancel);

    public void Dispose() => bell.Dispose();

    private Uri? Base => configuration["MAESTRO_BASE_URL"] is { Length: > 0 } text && Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;

    private void Demand()
    {
        if (Missing is { } missing)
            throw new Problem(ProblemKind.Unavailable, $"Mail cannot be sent. {missing}");
    }
}
