using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Maestro.Tests.Support;

/// <summary>
/// A real OpenSSH server in a process of its own, on a loopback port, that lets one key in as whoever runs the tests. A machine that has none
/// skips what needs it, and says so.
/// </summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";
    private readonly TemporaryFolder folder = new();
    private Process? process;

    private SshServer(int port) => Port = port;

    public int Port { get; }

    public static string User => Environment.UserName;

    /// <summary>The folder that is served; put files into it.</summary>
    public string Files => Path.Combine(folder.Path, "files");

    private string Settings => Path.Combine(folder.Path, "sshd_config");

    /// <summary>The private key that is let in.</summary>
    public string Key => File.ReadAllText(Path.Combine(folder.Path, "key"));

    public static async Task<SshServer> StartAsync(string passphrase = "", string type = "ed25519")
    {
        if (!File.Exists(Program))
            Assert.Skip("There is no SSH server on this machine: apt-get install openssh-server");
        var server = new SshServer(Ports.Free(1)[0]);
        Directory.CreateDirectory(server.Files);
        await RunAsync("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", Path.Combine(server.folder.Path, "key"));
        File.Copy(Path.Combine(server.folder.Path, "key.pub"), Path.Combine(server.folder.Path, "authorized_keys"));
        await server.OpenAsync();
        return server;
    }

    /// <summary>Starts again on the same port with a key of its own that nobody has seen.</summary>
    public async Task ReplaceAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    /// <summary>Drops the line of the next caller before a word is said, and answers as before from then on. Returns when that is ready to happen.</summary>
    public async Task<Task> DropNextAsync()
    {
        await CloseAsync();
        var door = new TcpListener(IPAddress.Loopback, Port);
        door.Start();
        return DropAsync();

        async Task DropAsync()
        {
            using (await door.AcceptTcpClientAsync())
                door.Stop();
            await ListenAsync();
        }
    }

    private async Task OpenAsync()
    {
        var host = Path.Combine(folder.Path, $"host-{Guid.NewGuid():N}");
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", host);
        await File.WriteAllTextAsync(Settings, string.Create(CultureInfo.InvariantCulture, $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {host}
            PidFile none
            AuthorizedKeysFile {Path.Combine(folder.Path, "authorized_keys")}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin yes
            Subsystem sftp internal-sftp

            """));
        await ListenAsync();
    }

    private async Task ListenAsync()
    {
        // Run as root, it separates its rights in a folder that its service would have made.
        if (Environment.UserName == "root")
            Directory.CreateDirectory("/run/sshd");
        process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", Settings]) { RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (attempt < 100 && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private async Task CloseAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var made = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        made.StandardInput.Close();
        await made.WaitForExitAsync();
        Assert.Equal(0, made.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        folder.Dispose();
    }
}
