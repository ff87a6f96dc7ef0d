using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Maestro.Web.Hosting;

namespace Maestro.Tests.Mail;

/// <summary>TLS and signing in, with a server whose certificate nobody trusts; settings under their names of Maestro 0.6.</summary>
public sealed class MailTlsTests(Postgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MailTls.StartTls)]
    [InlineData(MailTls.FromTheStart)]
    public async Task SMTP_IGNORE_skips_the_check_of_the_certificate_and_nothing_else(MailTls tls)
    {
        await using var server = await MailServer.StartAsync(tls);
        await using var strict = await MailWorld.OpenAsync(postgres, server.Settings(Legacy(("SMTP_USETLS", "true"))));
        var refused = await Assert.ThrowsAsync<Problem>(() => strict.Outbox.TestAsync(MailWorld.Admin, "ana@example.org", Cancel));
        Assert.Equal(ProblemKind.Unavailable, refused.Kind);
        Assert.StartsWith("TLS failed: the server's certificate is not valid", refused.Message, StringComparison.Ordinal);
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings(Legacy(("SMTP_USETLS", "true"), ("SMTP_IGNORE", "true"))));
        await world.Outbox.TestAsync(MailWorld.Admin, "ana@example.org", Cancel);
        Assert.Equal("yes", (await server.NextAsync("ana@example.org")).Headers["X-Test-Tls"]);
    }

    [Theory]
    [InlineData("SMTP_USETSL")]
    [InlineData("SMTP_USETLS")]
    public async Task SMTP_USETLS_sends_nothing_without_TLS_whichever_way_it_is_spelled(string name)
    {
        await using var plain = await MailServer.StartAsync();
        await using var open = await MailWorld.OpenAsync(postgres, plain.Settings());
        await open.Outbox.TestAsync(MailWorld.Admin, "ana@example.org", Cancel);
        Assert.Equal("no", (await plain.NextAsync("ana@example.org")).Headers["X-Test-Tls"]);
        await using var strict = await MailWorld.OpenAsync(postgres, plain.Settings(Legacy((name, "true"), ("SMTP_IGNORE", "true"))));
        Assert.Equal(ProblemKind.Unavailable, (await Assert.ThrowsAsync<Problem>(() => strict.Outbox.TestAsync(MailWorld.Admin, "ana@example.org", Cancel))).Kind);
        Assert.Equal(0, plain.Waiting("ana@example.org"));
        await using var server = await MailServer.StartAsync(MailTls.StartTls);
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings(Legacy((name, "true"), ("SMTP_IGNORE", "true"))));
        await world.Outbox.TestAsync(MailWorld.Admin, "ana@example.org", Cancel);
        Assert.Equal("yes", (await server.NextAsync("ana@example.org")).Headers["X-Test-Tls"]);
    }

    [Fact]
    public async Task The_certificate_counts_also_where_TLS_is_only_offered()
    {
        await using var server = await MailServer.StartAsync(MailTls.StartTls);
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings());
        Assert.Equal(ProblemKind.Unavailable, (await Assert.ThrowsAsync<Problem>(() => world.Outbox.TestAsync(MailWorld.Admin, "ana@example.org", Cancel))).Kind);
        Assert.Equal(0, server.Waiting("ana@example.org"));
    }

    [Fact]
    public async Task Name_and_password_are_used_and_a_wrong_one_is_said()
    {
        await using var server = await MailServer.StartAsync(user: "maestro", password: "open sesame");
        await using var world = await MailWorld.OpenAsync(postgres, server.Settings(Legacy(("SMTP_USERNAME", "maestro"), ("SMTP_PASSWORD", "open sesame"))));
        await world.Outbox.TestAsync(MailWorld.Admin, "ana@example.org", Cancel);
        Assert.Equal("maestro", (await server.NextAsync("ana@example.org")).Headers["X-Test-User"]);
        await using var wrong = await MailWorld.OpenAsync(postgres, server.Settings(Legacy(("SMTP_USERNAME", "maestro"), ("SMTP_PASSWORD", "wrong"))));
        var refused = await Assert.ThrowsAsync<Problem>(() => wrong.Outbox.TestAsync(MailWorld.Admin, "ana@example.org", Cancel));
        Assert.StartsWith("The server refuses the user name or password", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
    }

    private static string[] Legacy(params (string Name, string Value)[] environment) =>
        [.. LegacySettings.Translate(name => environment.FirstOrDefault(pair => pair.Name == name).Value).Select(pair => $"--{pair.Key}={pair.Value}")];
}
