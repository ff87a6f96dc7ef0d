using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Microsoft.Extensions.Options;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Maestro.Modules.Discovery.Fetching;

/// <summary>Files in a folder of another machine, read by SFTP: no shell is opened there. The machine's key is pinned when it is first seen.</summary>
internal sealed class SshSource(ConnectionStore store, IOptions<FilesOptions> limits, IOptions<CallOptions> calls, TimeProvider time) : IFileSource
{
    private const int Deepest = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Outgoing outgoing = new(loopback: true);

    public string Method => "ssh";

    public Task<(string Identity, int Files)> LookAsync(Line line, JsonObject credentials, CancellationToken cancel) => ToldAsync(credentials, async () =>
    {
        using var client = await OpenAsync(line, credentials, cancel);
        var count = 0;
        await foreach (var _ in FilesAsync(client, Folder(credentials), cancel))
            count++;
        return (Identity(credentials), count);
    }, cancel);

    /// <summary>A line that breaks is taken up again from the start, as often and after such waits as a call to a provider is.</summary>
    public async Task<FetchedFiles> FetchAsync(Line line, JsonObject credentials, IRunReport report, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await FetchOnceAsync(line, credentials, report, cancel);
            }
            catch (Problem broken) when (broken.Kind == ProblemKind.Unavailable && attempt < calls.Value.Attempts)
            {
                report.Line($"{broken.Message} Trying again.");
                await Task.Delay(CallLine.BackOff(attempt), time, cancel);
            }
        }
    }

    private Task<FetchedFiles> FetchOnceAsync(Line line, JsonObject credentials, IRunReport report, CancellationToken cancel) => ToldAsync(credentials, async () =>
    {
        using var client = await OpenAsync(line, credentials, cancel);
        var (files, whole, budget, folder) = (new List<ImportFile>(), true, new FetchLimits(limits.Value), Folder(credentials));
        try
        {
            await foreach (var file in FilesAsync(client, folder, cancel))
            {
                budget.Take(file.Name, file.Length);
                report.Progress("fetching files", files.Count);
                whole &= await FetchAsync(client, file, folder, files, budget, report, cancel);
            }

            return new FetchedFiles(Identity(credentials), files, whole);
        }
        catch
        {
            await new FetchedFiles("", files, false).DisposeAsync();
            throw;
        }
    }, cancel);

    private static async Task<bool> FetchAsync(SftpClient client, ISftpFile file, string folder, List<ImportFile> files, FetchLimits budget, IRunReport report, CancellationToken cancel)
    {
        var name = file.FullName[folder.Length..].TrimStart('/');
        var spool = FetchLimits.Spool();
        try
        {
            await using var remote = await client.OpenAsync(file.FullName, FileMode.Open, FileAccess.Read, cancel);
            await budget.CopyAsync(remote, spool, name, cancel);
            files.Add(new ImportFile(name, spool));
            return true;
        }
        catch (Exception error) when (error is SftpPermissionDeniedException or SftpPathNotFoundException)
        {
            // It went meanwhile, or is for others: the rest is read all the same.
            await spool.DisposeAsync();
            report.Line($"{Refusal.Shown(name)}: {error.Message}");
            return false;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    // Links are not followed: they may lead anywhere, and back.
    private static async IAsyncEnumerable<ISftpFile> FilesAsync(SftpClient client, string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var open = new Queue<(string Path, int Depth)>([(folder, 0)]);
        while (open.TryDequeue(out var next))
        {
            var entries = new List<ISftpFile>();
            await foreach (var entry in ListAsync(client, next.Path, cancel))
                entries.Add(entry);
            foreach (var entry in entries.Where(entry => !FetchLimits.IsLeftOut(entry.Name)).OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                // Passed over, its files would count as gone.
                if (entry.IsDirectory && next.Depth >= Deepest)
                    throw new Problem(ProblemKind.Invalid, $"{Refusal.Shown(entry.FullName)} lies too deep: folders are read {Deepest} levels down. Choose a folder nearer to the files.");
                if (entry.IsDirectory)
                    open.Enqueue((entry.FullName, next.Depth + 1));
                else if (entry.IsRegularFile)
                    yield return entry;
            }
        }
    }

    private static async IAsyncEnumerable<ISftpFile> ListAsync(SftpClient client, string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var entries = client.ListDirectoryAsync(path, cancel).GetAsyncEnumerator(cancel);
        while (true)
        {
            try
            {
                if (!await entries.MoveNextAsync())
                    yield break;
            }
            catch (SftpPathNotFoundException)
            {
                throw new Problem(ProblemKind.Missing, $"There is no folder {Refusal.Shown(path)} on that machine.");
            }
            catch (SftpPermissionDeniedException)
            {
                throw Problem.Denied($"The user may not read {Refusal.Shown(path)}.");
            }

            yield return entries.Current;
        }
    }

    private async Task<SftpClient> OpenAsync(Line line, JsonObject credentials, CancellationToken cancel)
    {
        var (host, port, user) = (Text(credentials, "host")!, int.TryParse(Text(credentials, "port"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and < 65536 ? given : 22, Text(credentials, "user")!);
        var address = (await outgoing.DemandAsync(host, cancel))[0];
        var client = new SftpClient(new ConnectionInfo(address.ToString(), port, user, SignIn(user, credentials)) { Timeout = Patience }) { OperationTimeout = Patience };
        var pinned = line.Id == Guid.Empty ? null : await store.HostKeyAsync(line.Id, cancel);
        string? seen = null;
        client.HostKeyReceived += (_, key) =>
        {
            seen = $"{key.HostKeyName} SHA256:{key.FingerPrintSHA256}";
            key.CanTrust = pinned is null || pinned == seen;
        };
        try
        {
            await client.ConnectAsync(cancel);
            if (pinned is null && line.Id != Guid.Empty)
                await store.PinAsync(line.Id, seen!, cancel);
            return client;
        }
        catch (Exception error) when (error is SshException or SocketException or InvalidOperationException && !cancel.IsCancellationRequested)
        {
            client.Dispose();
            throw Told(error, host, pinned, seen);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // What breaks on the way is no fault of ours.
    private static async Task<T> ToldAsync<T>(JsonObject credentials, Func<Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is SshException or SocketException && !cancel.IsCancellationRequested)
        {
            throw Told(error, Text(credentials, "host")!, null, null);
        }
    }

    private static Problem Told(Exception error, string host, string? pinned, string? seen) => error switch
    {
        _ when pinned is not null && seen is not null && pinned != seen =>
            Problem.Denied($"{host} showed another key ({seen}) than the one pinned when it was first seen ({pinned}). If the machine was set up anew, type the credentials again; if not, somebody stands between."),
        SshAuthenticationException => new Problem(ProblemKind.SignedOut, $"{host} does not let this user in: the key or password is wrong, or not allowed there.", cause: error),
        SshConnectionException or SocketException or SshOperationTimeoutException => new Problem(ProblemKind.Unavailable, $"{host} cannot be reached by SSH: {error.Message}", cause: error),
        _ => new Problem(ProblemKind.Unavailable, $"{host}: {error.Message}", cause: error),
    };

    private static AuthenticationMethod SignIn(string user, JsonObject credentials)
    {
        if (Text(credentials, "key") is not { } key)
        {
            return Text(credentials, "password") is { } password ? new PasswordAuthenticationMethod(user, password)
                : throw Problem.Invalid("credentials.key", "is required, unless a password is given");
        }

        try
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(key.ReplaceLineEndings("\n").TrimEnd() + "\n"));
            return new PrivateKeyAuthenticationMethod(user, Text(credentials, "passphrase") is { } words ? new PrivateKeyFile(text, words) : new PrivateKeyFile(text));
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            throw Problem.Invalid("credentials.passphrase", "is required: the key is encrypted");
        }
        catch (Exception error) when (error is SshException or InvalidOperationException or FormatException or NotSupportedException or System.Security.Cryptography.CryptographicException)
        {
            throw Problem.Invalid("credentials.key", "cannot be read: it must be an Ed25519, ECDSA or RSA key in OpenSSH or PEM form, and its passphrase the right one");
        }
    }

    private static string Folder(JsonObject credentials) => "/" + (Text(credentials, "path") ?? "").Trim('/');

    private static string Identity(JsonObject credentials) => $"{Text(credentials, "user")}@{Text(credentials, "host")}:{Folder(credentials)}";

    private static string? Text(JsonObject credentials, string name) => credentials[name].Text() is { Length: > 0 } text ? text : null;
}
