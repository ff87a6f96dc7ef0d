using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Microsoft.Extensions.Options;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>How a new installation gets its first administrator.</summary>
public sealed class FirstRunTests(Postgres postgres) : IAsyncLifetime
{
    private readonly AccessWorld world = new(postgres);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task The_settings_make_the_first_administrator_who_signs_in_at_once()
    {
        await StartAsync("boss@example.org", Password);
        var issued = await world.Tokens.SignInAsync("boss@example.org", Password, From("10.0.0.1"), Cancel);
        Assert.True((await world.Access.ActorAsync(issued.Text, null, Cancel))!.IsAdmin);
        Assert.False(await world.FirstRun.IsNeededAsync(Cancel));
    }

    [Fact]
    public async Task The_settings_are_not_used_once_there_is_a_user()
    {
        await StartAsync("boss@example.org", Password);
        await world.StartAsync();
        await StartAgainAsync();
        Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => world.Tokens.SignInAsync("boss@example.org", "another password", From("10.0.0.1"), Cancel))).Kind);

        async Task StartAgainAsync() => Assert.Single((await world.People.ListAsync(Actor.System("test"), null, 50, 0, Cancel)).Rows);
    }

    [Theory]
    [InlineData("nonsense", Password, "MAESTRO_ADMIN_EMAIL must be an e-mail address.")]
    [InlineData("boss@example.org", "short", "MAESTRO_ADMIN_PASSWORD must have at least 10 characters.")]
    [InlineData("boss@example.org", null, "MAESTRO_ADMIN_PASSWORD must be filled in.")]
    [InlineData(null, Password, "MAESTRO_ADMIN_EMAIL must be filled in.")]
    [InlineData("nonsense", "short", "MAESTRO_ADMIN_EMAIL must be an e-mail address. MAESTRO_ADMIN_PASSWORD must have at least 10 characters.")]
    public async Task Settings_that_cannot_be_used_stop_the_start_and_are_all_named(string? email, string? password, string mistakes)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(email, password));
        Assert.Equal(mistakes, string.Join(' ', failure.Failures));
    }

    [Fact]
    public async Task Without_settings_the_code_from_the_log_makes_the_first_administrator()
    {
        await StartAsync(null, null);
        Assert.True(await world.FirstRun.IsNeededAsync(Cancel));
        var wrong = await ProblemOf(() => world.FirstRun.CreateAsync("AAAA-BBBB-CCCC-DDDD", "Boss", "boss@example.org", Password, From("10.0.0.1"), Cancel));
        Assert.Equal(["code"], wrong.Errors.Keys);
        var typed = world.FirstRun.PrintedCode.ToLowerInvariant();
        var issued = await world.FirstRun.CreateAsync(typed, "Boss", "boss@example.org", Password, From("10.0.0.1"), Cancel);
        Assert.True((await world.Access.ActorAsync(issued.Text, null, Cancel))!.IsAdmin);
    }

    [Fact]
    public async Task The_code_works_once()
    {
        await StartAsync(null, null);
        await world.FirstRun.CreateAsync(world.FirstRun.PrintedCode, "Boss", "boss@example.org", Password, From("10.0.0.1"), Cancel);
        var again = await ProblemOf(() => world.FirstRun.CreateAsync(world.FirstRun.PrintedCode, "Thief", "thief@example.org", Password, From("10.0.0.1"), Cancel));
        Assert.Equal(ProblemKind.Conflict, again.Kind);
    }

    [Fact]
    public async Task Of_two_who_use_the_code_at_once_one_becomes_administrator()
    {
        await StartAsync(null, null);
        var failures = await Task.WhenAll(
            Record.ExceptionAsync(() => world.FirstRun.CreateAsync(world.FirstRun.PrintedCode, "A", "a@example.org", Password, From("10.0.0.1"), Cancel)).AsTask(),
            Record.ExceptionAsync(() => world.FirstRun.CreateAsync(world.FirstRun.PrintedCode, "B", "b@example.org", Password, From("10.0.0.2"), Cancel)).AsTask());
        Assert.Single(failures, failure => failure is Problem { Kind: ProblemKind.Conflict });
    }

    private async Task StartAsync(string? email, string? password)
    {
        await world.OpenAsync(new Dictionary<string, string?> { ["MAESTRO_ADMIN_EMAIL"] = email, ["MAESTRO_ADMIN_PASSWORD"] = password });
        await world.StartAsync();
    }
}
