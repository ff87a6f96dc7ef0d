using System.Diagnostics;
using System.Globalization;
using MimeKit;

namespace Maestro.Tests.Support;

/// <summary>How a mail server speaks.</summary>
public enum MailTls
{
    None,
    StartTls,
    FromTheStart,
}

/// <summary>
/// A real SMTP server in a process of its own (Debian's <c>python3-aiosmtpd</c>), with a certificate that nobody trusts where it
/// speaks TLS. A machine that has none and cannot install it skips what needs it, and says so.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    private const string Package = "python3-aiosmtpd";
    private const string Python = "/usr/bin/python3";
    private static readonly SemaphoreSlim Installing = new(1);
    private readonly TemporaryFolder folder;
    private readonly Process process;
    private readonly HashSet<string> taken = [];

    private MailServer(TemporaryFolder folder, Process process, int port) => (this.folder, this.process, Port) = (folder, process, port);

    public int Port { get; }

    /// <summary>Settings with which Maestro sends through it.</summary>
    public string[] Settings(params string[] further) =>
        ["--Mail:Host=127.0.0.1", $"--Mail:Port={Port.ToString(CultureInfo.InvariantCulture)}", "--Mail:Sender=maestro@example.org", .. further];

    public static async Task<MailServer> StartAsync(MailTls tls = MailTls.None, string? user = null, string? password = null)
    {
        await DemandAsync();
        var folder = new TemporaryFolder();
        var (certificate, key) = tls == MailTls.None ? ("", "") : Certificates.Make(folder.Path);
        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Mail", "Fixtures", "smtp_server.py"), folder.Path, tls switch { MailTls.StartTls => "starttls", MailTls.FromTheStart => "tls", _ => "plain" }, certificate, key, user ?? "", password ?? "" })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync();
        return new MailServer(folder, process, int.Parse(line ?? throw new InvalidOperationException("The mail server did not start."), CultureInfo.InvariantCulture));
    }

    /// <summary>The next mail to an address, waited for.</summary>
    public async Task<MimeMessage> NextAsync(string to)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (Kept(to) is [var first, ..])
            {
                taken.Add(first.File);
                return first.Mail;
            }
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"No mail to {to} has come.");
    }

    /// <summary>How many mails to an address wait to be read.</summary>
    public int Waiting(string to) => Kept(to).Count;

    /// <summary>Takes from now on what it put off before.</summary>
    public void Open() => File.WriteAllText(Path.Combine(folder.Path, "open"), "");

    /// <summary>The first address in a mail's text.</summary>
    public static string LinkOf(MimeMessage mail) => mail.TextBody!.Split(['\r', '\n', ' ']).First(word => word.StartsWith("http", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
        process.Dispose();
        folder.Dispose();
    }

    private List<(string File, MimeMessage Mail)> Kept(string to) =>
        [.. Directory.EnumerateFiles(folder.Path, "*.eml").Where(file => !taken.Contains(file)).OrderBy(File.GetLastWriteTimeUtc)
            .Select(file => (file, MimeMessage.Load(file))).Where(pair => pair.Item2.To.Mailboxes.Any(mailbox => string.Equals(mailbox.Address, to, StringComparison.OrdinalIgnoreCase)))];

    private static async Task DemandAsync()
    {
        await Installing.WaitAsync();
        try
        {
            if (await RunAsync(Python, "-c", "import aiosmtpd") == 0)
                return;
            if (Environment.UserName == "root" && File.Exists("/usr/bin/apt-get"))
            {
                await RunAsync("/usr/bin/apt-get", "update", "-q");
                await RunAsync("/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends", Package);
            }
            if (await RunAsync(Python, "-c", "import aiosmtpd") != 0)
                Assert.Skip($"There is no mail server on this machine: apt-get install {Package}");
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        if (!File.Exists(program))
            return 127;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var read = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await read;
        return process.ExitCode;
    }
}
