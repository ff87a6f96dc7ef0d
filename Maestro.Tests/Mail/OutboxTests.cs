using Maestro.Modules.Kernel;
using Maestro.Modules.Mail.Sending;
using Maestro.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Tests.Mail;

/// <summary>Letters through the outbox to a real SMTP server.</summary>
public sealed class OutboxTests(Postgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_comes_as_text_and_HTML_that_say_the_same()
    {
        await using var server = await MailServer.StartAsync();
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings());
        await world.Mail.SendAsync(MailWorld.ALetter("ana@example.org", "Olá, Ana\r\nBcc: evil@example.org"), Cancel);
        Assert.True(await world.Postman.RoundAsync(Cancel));
        var mail = await server.NextAsync("ana@example.org");
        Assert.Equal("Olá, Ana  Bcc: evil@example.org", mail.Subject);
        Assert.Empty(mail.Bcc);
        Assert.Equal(("Maestro", "maestro@example.org"), (mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address));
        Assert.Contains("5 < 6 & \"so on\".", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("5 &lt; 6 &amp; &quot;so on&quot;.", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("href=\"https://maestro.example.org/ops/x?token=abc\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("https://maestro.example.org/ops/x?token=abc", MailServer.LinkOf(mail));
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        var state = await world.Outbox.StateAsync(MailWorld.Admin, Cancel);
        Assert.Equal((null, 0, world.Clock.GetUtcNow(), 0), (state.Missing, state.Waiting, state.LastSentAt, state.Troubled.Count));
        Assert.False(await world.Postman.RoundAsync(Cancel));
    }

    [Fact]
    public async Task A_waiting_letter_is_unreadable_in_the_database_and_a_sent_one_is_not_kept()
    {
        await using var server = await MailServer.StartAsync();
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings());
        await world.Mail.SendAsync(MailWorld.ALetter("ana@example.org"), Cancel);
        await using var db = world.Databases.Open(Actor.System("test"));
        var text = (await db.Set<OutboxRow>().AsNoTracking().SingleAsync(Cancel)).Sealed;
        Assert.DoesNotContain("token=abc", text, StringComparison.Ordinal);
        Assert.True(text.Length > 100);
        await world.Postman.RoundAsync(Cancel);
        Assert.Equal("", (await db.Set<OutboxRow>().AsNoTracking().SingleAsync(Cancel)).Sealed);
    }

    [Fact]
    public async Task A_server_that_puts_off_is_asked_again_with_growing_pauses()
    {
        await using var server = await MailServer.StartAsync();
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings());
        await world.Mail.SendAsync(MailWorld.ALetter("later@example.org"), Cancel);
        await world.Postman.RoundAsync(Cancel);
        var trouble = Assert.Single((await world.Outbox.StateAsync(MailWorld.Admin, Cancel)).Troubled);
        Assert.Equal(("later@example.org", 1, false), (trouble.To, trouble.Attempts, trouble.GivenUp));
        Assert.Equal("The server answers 451: 4.7.1 Greylisted, try again", trouble.Fault);
        Assert.Equal(world.Clock.GetUtcNow().AddMinutes(1), trouble.DueAt);
        Assert.False(await world.Postman.RoundAsync(Cancel));
        world.Clock.Pass(TimeSpan.FromMinutes(1));
        await world.Postman.RoundAsync(Cancel);
        Assert.Equal(world.Clock.GetUtcNow().AddMinutes(5), Assert.Single((await world.Outbox.StateAsync(MailWorld.Admin, Cancel)).Troubled).DueAt);
        server.Open();
        world.Clock.Pass(TimeSpan.FromMinutes(5));
        await world.Postman.RoundAsync(Cancel);
        Assert.NotNull(await server.NextAsync("later@example.org"));
        Assert.Empty((await world.Outbox.StateAsync(MailWorld.Admin, Cancel)).Troubled);
    }

    [Fact]
    public async Task A_refused_recipient_is_given_up_at_once_and_the_next_letter_goes_out()
    {
        await using var server = await MailServer.StartAsync();
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings());
        await world.Mail.SendAsync(MailWorld.ALetter("refused@example.org"), Cancel);
        await world.Mail.SendAsync(MailWorld.ALetter("ana@example.org"), Cancel);
        await world.Postman.RoundAsync(Cancel);
        Assert.NotNull(await server.NextAsync("ana@example.org"));
        var trouble = Assert.Single((await world.Outbox.StateAsync(MailWorld.Admin, Cancel)).Troubled);
        Assert.Equal((true, "The server answers 550: 5.1.1 No such mailbox"), (trouble.GivenUp, trouble.Fault));
        await world.Outbox.DiscardAsync(MailWorld.Admin, trouble.Id, Cancel);
        Assert.Empty((await world.Outbox.StateAsync(MailWorld.Admin, Cancel)).Troubled);
    }

    [Fact]
    public async Task A_letter_waits_while_the_server_is_away_and_is_not_sent_after_its_time()
    {
        await using var world = await MailWorld.OpenAsync(postgres, ["--Mail:Host=127.0.0.1", "--Mail:Port=1", "--Mail:Sender=maestro@example.org"]);
        await world.Mail.SendAsync(MailWorld.ALetter("ana@example.org") with { Until = world.Clock.GetUtcNow().AddMinutes(3) }, Cancel);
        await world.Postman.RoundAsync(Cancel);
        Assert.Equal(1, (await world.Outbox.StateAsync(MailWorld.Admin, Cancel)).Waiting);
        world.Clock.Pass(TimeSpan.FromMinutes(4));
        await world.Postman.RoundAsync(Cancel);
        var state = await world.Outbox.StateAsync(MailWorld.Admin, Cancel);
        Assert.Equal((0, true), (state.Waiting, Assert.Single(state.Troubled).GivenUp));
        Assert.Equal(ProblemKind.Missing, (await Assert.ThrowsAsync<Problem>(() => world.Outbox.RetryAsync(MailWorld.Admin, state.Troubled[0].Id, Cancel))).Kind);
    }

    [Fact]
    public async Task What_is_missing_is_said_before_anything_is_promised()
    {
        await using var bare = await MailWorld.OpenAsync(postgres, []);
        Assert.Equal((false, "No mail server is set: Mail__Host, Mail__Port and Mail__Sender."), (bare.Mail.Works, bare.Mail.Missing));
        Assert.Equal(ProblemKind.Unavailable, (await Assert.ThrowsAsync<Problem>(() => bare.Mail.SendAsync(MailWorld.ALetter("ana@example.org"), Cancel))).Kind);
        await using var homeless = await MailWorld.OpenAsync(postgres, ["--Mail:Host=mail", "--Mail:Sender=maestro@example.org"], address: null);
        Assert.Equal("MAESTRO_BASE_URL is not set; links in mail would lead nowhere.", homeless.Mail.Missing);
        await using var world = await MailWorld.OpenAsync(postgres, ["--Mail:Host=mail", "--Mail:Sender=maestro@example.org"]);
        Assert.Equal("https://maestro.example.org/ops/reset?token=x", world.Mail.Link("/reset?token=x"));
    }

    [Fact]
    public async Task A_letter_whose_key_is_gone_is_given_up_and_stops_nobody_else()
    {
        await using var server = await MailServer.StartAsync();
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings());
        await world.Mail.SendAsync(MailWorld.ALetter("lost@example.org"), Cancel);
        await using var db = world.Databases.Open(Actor.System("test"));
        await db.Set<OutboxRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, "CfDJ8AAAAAAAAAAAAAAAAAAAAAA"), Cancel);
        await world.Mail.SendAsync(MailWorld.ALetter("ana@example.org"), Cancel);
        await world.Postman.RoundAsync(Cancel);
        Assert.NotNull(await server.NextAsync("ana@example.org"));
        var trouble = Assert.Single((await world.Outbox.StateAsync(MailWorld.Admin, Cancel)).Troubled);
        Assert.Equal((true, "It was encrypted with a key that is gone."), (trouble.GivenUp, trouble.Fault));
    }

    [Fact]
    public async Task The_outbox_is_for_administrators()
    {
        await using var world = await MailWorld.OpenAsync(postgres, []);
        var ana = new Actor { UserId = Guid.NewGuid(), Name = "Ana" };
        Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => world.Outbox.StateAsync(ana, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => world.Outbox.TestAsync(ana, "x@example.org", Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => world.Outbox.RetryAsync(ana, Guid.NewGuid(), Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => world.Outbox.DiscardAsync(ana, Guid.NewGuid(), Cancel))).Kind);
    }
}
