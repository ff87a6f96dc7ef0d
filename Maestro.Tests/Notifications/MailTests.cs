using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Notifications;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Mailing;
using Maestro.Modules.Notifications.Telling;
using Maestro.Tests.Access;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Notifications;

/// <summary>Mails about what has happened, through a real SMTP server: as chosen, at once or once a day, in the person's language.</summary>
public sealed class MailTests(Postgres postgres) : IAsyncLifetime
{
    private readonly MovableClock clock = new();
    private MailServer mail = null!;
    private App app = null!;
    private ApiClient ana = null!;
    private int number;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        mail = await MailServer.StartAsync();
        app = await App.StartAsync(postgres, mail.Settings("--MAESTRO_BASE_URL=https://maestro.example.org/ops"), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        ana = new ApiClient(await app.SignInNewUserAsync("ana@example.org"));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await mail.DisposeAsync();
    }

    [Fact]
    public async Task What_is_chosen_for_mail_comes_at_once_escaped_and_in_the_persons_language()
    {
        await ana.PatchAsync("api/v1/me", new JsonObject { ["language"] = "pt-BR" });
        await ChooseAsync(new JsonObject { ["event"] = "run_failed", ["mail"] = true, ["digest"] = false });
        // Its name says what a hostile cloud might.
        var made = await ana.PostAsync("api/v1/schedules", new JsonObject
        {
            ["name"] = "<img src=x onerror=alert(1)>", ["module"] = "webhook", ["interval"] = Every(1, "days"), ["retries"] = 0, ["webhook"] = new JsonObject { ["url"] = "http://hook.invalid/", ["timeout"] = 1 },
        });
        await ana.PostAsync($"api/v1/schedules/{Word(made.Body, "id")}/run", null);
        var letter = await mail.NextAsync("ana@example.org");
        Assert.Equal("Webhook <img src=x onerror=alert(1)> falhou", letter.Subject);
        Assert.StartsWith("Olá, ana,", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", letter.HtmlBody, StringComparison.Ordinal);
        Assert.StartsWith("https://maestro.example.org/ops/runs/", MailServer.LinkOf(letter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_of_the_day_comes_once_a_day_at_eight_by_the_persons_clock()
    {
        // The clock stands at 12:00 UTC, which is 9:00 in São Paulo: this morning's hour is over.
        await ana.PatchAsync("api/v1/me", new JsonObject { ["time_zone"] = "America/Sao_Paulo" });
        await TellAsync();
        await TellAsync();
        await RoundAsync(expected: 0);
        clock.Pass(TimeSpan.FromHours(22.9));
        await RoundAsync(expected: 0);
        clock.Pass(TimeSpan.FromHours(0.2));
        await RoundAsync(expected: 1);
        var letter = await mail.NextAsync("ana@example.org");
        Assert.Equal("2 notifications since the last mail", letter.Subject);
        Assert.Contains("05/04/2031", letter.TextBody!.Replace("5/4/2031", "05/04/2031", StringComparison.Ordinal), StringComparison.Ordinal);
        await TellAsync();
        await RoundAsync(expected: 0);
        clock.Pass(TimeSpan.FromHours(20));
        await RoundAsync(expected: 0);
        clock.Pass(TimeSpan.FromHours(4));
        await RoundAsync(expected: 1);
        Assert.Equal("1 notification since the last mail", (await mail.NextAsync("ana@example.org")).Subject);
    }

    [Fact]
    public async Task What_is_switched_off_is_not_told_but_failures_stay_in_the_inbox()
    {
        var refused = await ana.PutAsync("api/v1/me/notifications", new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["event"] = "run_failed", ["inbox"] = false }) });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (refused.Status, refused.Body["errors"]!.AsObject().ContainsKey("run_failed.inbox")));
        await ChooseAsync(new JsonObject { ["event"] = "run_finished", ["inbox"] = false, ["toast"] = false });
        await TellAsync(NotificationEvent.RunFinished);
        await TellAsync();
        Assert.Equal("run_failed", Word(Assert.Single(await InboxTests.MessagesAsync(ana)), "event"));
        var all = (await ana.GetAsync("api/v1/me/notifications")).Body;
        Assert.Equal(["run_failed", "run_finished", "schedule_finished", "schedule_paused", "records"], all["choices"]!.AsArray().Select(one => Word(one, "event")));
        Assert.Equal(("false", "false"), (Word(all["choices"]![1], "inbox"), Word(all["choices"]![1], "toast")));
        foreach (var wrong in new JsonNode[] { new JsonObject { ["event"] = "nonsense" }, new JsonObject { ["event"] = "records", ["mail"] = "yes" }, JsonValue.Create(1) })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ana.PutAsync("api/v1/me/notifications", new JsonObject { ["choices"] = new JsonArray(wrong) })).Status);
    }

    private async Task ChooseAsync(JsonObject choice)
    {
        var answer = await ana.PutAsync("api/v1/me/notifications", new JsonObject { ["choices"] = new JsonArray(choice) });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    private async Task TellAsync(NotificationEvent what = NotificationEvent.RunFailed) => await app.Services.GetRequiredService<MessageBox>().PutAsync(
        new Told([Guid.Parse(await IdAsync(ana))], []), new Tidings(what, Severity.Bad, $"test {++number}", new Facts { Type = "crawl", Status = "failed" }, clock.GetUtcNow()), Cancel);

    private async Task RoundAsync(int expected)
    {
        // The one of the app itself may be at it.
        while (!await app.Services.GetRequiredService<Carrier>().RoundAsync(Cancel))
            await Task.Delay(50, Cancel);
        for (var tries = 0; tries < 300 && mail.Waiting("ana@example.org") < expected; tries++)
            await Task.Delay(100, Cancel);
        if (expected == 0)
            await Task.Delay(500, Cancel);
        Assert.Equal(expected, mail.Waiting("ana@example.org"));
    }
}
