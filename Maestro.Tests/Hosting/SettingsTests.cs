using Maestro.Tests.Support;
using Maestro.Web.Hosting;
using Maestro.Web.Hosting.Keys;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void All_mistakes_are_reported_together_each_with_the_key()
    {
        using var folder = new TemporaryFolder();
        var refusal = Assert.Throws<StartRefused>(() => MaestroHost.Build(
        [
            $"--MAESTRO_DATA={folder.Path}",
            "--urls=nonsense",
            "--MAESTRO_BASE_URL=maestro",
            "--MAESTRO_TRUSTED_PROXIES=10.0.0.0/8,proxy",
            "--MAESTRO_MASTER_KEY=changeme",
            "--MAESTRO_ADMIN_EMAIL=somebody",
            "--MAESTRO_ADMIN_PASSWORD=changeme12",
            "--ConnectionStrings:Maestro=Host=db;Port=x",
            "--Hosting:DrainSeconds=99",
            "--Look:Theme=pink",
            "--Look:Logo=../secret.png",
            "--Access:SessionDays=0",
            "--Access:TokenDays=0",
        ]));
        Assert.Equal(
        [
            "MAESTRO_BASE_URL", "MAESTRO_TRUSTED_PROXIES", "ConnectionStrings:Maestro", "MAESTRO_MASTER_KEY", "MAESTRO_ADMIN_EMAIL",
            "MAESTRO_ADMIN_PASSWORD", "ASPNETCORE_URLS", "Hosting:DrainSeconds", "Look:Theme", "Look:Logo", "Access:SessionDays", "Access:TokenDays",
        ], refusal.Reasons.Select(reason => reason.Split(' ')[0]));
    }

    [Fact]
    public void Names_of_Maestro_06_give_the_settings_they_became()
    {
        var environment = new Dictionary<string, string> { ["SMTP_HOST"] = "mail", ["SMTP_USETSL"] = "true", ["UPLOAD_TYPE"] = "S3", ["THEME"] = "wine" };
        var settings = LegacySettings.Translate(environment.GetValueOrDefault);
        Assert.Equal(
            new Dictionary<string, string?> { ["Mail:Host"] = "mail", ["Mail:UseTls"] = "true", ["Files:Store"] = "S3", ["Look:Theme"] = "wine" }, settings);
    }

    [Fact]
    public void A_dead_setting_is_warned_about_by_name()
    {
        var log = new Heard();
        var environment = new Dictionary<string, string> { ["MAESTRO_MONGO_URI"] = "mongodb://db", ["API_URL"] = "http://old", ["SMTP_HOST"] = "mail" };
        LegacySettings.WarnOfDead(log, environment.GetValueOrDefault);
        Assert.Equal(2, log.Lines.Count);
        Assert.Contains("MAESTRO_MONGO_URI", log.Lines[0], StringComparison.Ordinal);
        Assert.Contains("API_URL", log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_of_Maestro_06_stands_in_the_README_with_what_it_became()
    {
        var page = File.ReadAllText(ReadMe());
        Assert.All(LegacySettings.Alive, name => Assert.Contains($"| `{name.Old}` | works; the same as `{name.New.Replace(":", "__", StringComparison.Ordinal)}` |", page, StringComparison.Ordinal));
        Assert.All(LegacySettings.Dead, name => Assert.Contains($"| `{name.Name}` | not needed: {name.Why} |", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("changeme", true)]
    [InlineData("Change-Me-123", true)]
    [InlineData("<your password>", true)]
    [InlineData("${MAESTRO_PASSWORD}", true)]
    [InlineData("xxxxxxxxxxxx", true)]
    [InlineData("defaultSecretKey", true)]
    [InlineData("correct horse battery", false)]
    [InlineData("kX9#vTq2mLpw", false)]
    public void A_placeholder_is_told_from_a_secret(string secret, bool placeholder) =>
        Assert.Equal(placeholder, Placeholders.Includes(secret));

    [Fact]
    public void A_made_key_is_a_good_key() => Assert.Null(MasterKey.Fault(MasterKey.NewText()));

    private static string ReadMe([System.Runtime.CompilerServices.CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "README.md");

    private sealed class Heard : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
