using System.DirectoryServices.Protocols;
using System.Net;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>A person of the directory.</summary>
/// <param name="Id">What the directory never changes about them.</param>
internal sealed record DirectoryPerson(string Dn, string Id, string? Name, string? Email, IReadOnlyList<string> Groups);

/// <summary>Speaks LDAP, always under TLS: searches with the account of the settings, and binds as whoever signs in.</summary>
internal sealed class DirectoryLine(Outgoing outgoing, TrustedCertificates certificates, ILogger<DirectoryLine> log)
{
    private const int WrongPassword = 49;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The one person that what was typed finds, with their groups; null when it finds none or several.</summary>
    public Task<DirectoryPerson?> FindAsync(DirectorySettings settings, string name, CancellationToken cancel) =>
        TalkAsync(settings, connection =>
        {
            var found = Search(connection, settings, settings.Base, LdapFilter.Fill(settings.Filter, name), 2);
            return found is [var entry] ? Read(connection, settings, entry, name) : null;
        }, cancel);

    /// <summary>Where the person of this id stands now; null when they are not among those whom the filter lets in.</summary>
    public Task<string?> DnOfAsync(DirectorySettings settings, string id, CancellationToken cancel) =>
        TalkAsync(settings, connection => Search(connection, settings, settings.Base, OfId(settings, id), 1).FirstOrDefault()?.DistinguishedName, cancel);

    /// <summary>Whether the password is that of the person with this DN.</summary>
    public Task<bool> BindAsync(DirectorySettings settings, string dn, string password, CancellationToken cancel)
    {
        // A bind without password succeeds for everybody: to the directory it is an anonymous one.
        if (password.Length == 0 || dn.Length == 0)
            return Task.FromResult(false);
        return ConnectAsync(settings, connection =>
        {
            try
            {
                connection.Bind(new NetworkCredential(dn, password));
                return true;
            }
            catch (LdapException refusal) when (refusal.ErrorCode == WrongPassword)
            {
                return false;
            }
        }, cancel);
    }

    private Task<T> TalkAsync<T>(DirectorySettings settings, Func<LdapConnection, T> talk, CancellationToken cancel) => ConnectAsync(settings, connection =>
    {
        if (settings.BindDn.Length > 0)
            connection.Bind(new NetworkCredential(settings.BindDn, settings.BindPassword ?? ""));
        else
        {
            connection.AuthType = AuthType.Anonymous;
            connection.Bind();
        }
        return talk(connection);
    }, cancel);

    /// <summary>Opens a connection for some work. The library only knows blocking calls, so they have a thread of their own.</summary>
    private async Task<T> ConnectAsync<T>(DirectorySettings settings, Func<LdapConnection, T> work, CancellationToken cancel)
    {
        await outgoing.DemandAsync(settings.Server, cancel);
        var trusted = certificates.FolderOf(settings.Certificate);
        var call = Task.Run(() =>
        {
            using var connection = Open(settings, trusted);
            return work(connection);
        }, CancellationToken.None);
        try
        {
            return await call.WaitAsync(Patience, cancel);
        }
        catch (Exception error) when (error is LdapException or DirectoryException or TimeoutException or DllNotFoundException)
        {
            Log.DirectoryFails(log, settings.Server, (error as LdapException)?.ErrorCode ?? 0, $"{error.Message} {(error as LdapException)?.ServerErrorMessage}".Trim());
            throw new Problem(ProblemKind.Unavailable, "The directory does not answer as it should. Try again later, or tell an administrator.", new Dictionary<string, string[]> { ["directory"] = [Words(error)] }, error);
        }
    }

    private static LdapConnection Open(DirectorySettings settings, string? trusted)
    {
        var tls = settings.Tls == "starttls";
        var connection = new LdapConnection(new LdapDirectoryIdentifier(settings.Server, settings.Port ?? (tls ? 389 : 636), fullyQualifiedDnsHostName: true, connectionless: false)) { AuthType = AuthType.Basic, Timeout = Patience };
        try
        {
            connection.SessionOptions.ProtocolVersion = 3;
            // A referral could lead anywhere, with the password.
            connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
            if (!OperatingSystem.IsWindows() && trusted is not null)
            {
                connection.SessionOptions.TrustedCertificatesDirectory = trusted;
                connection.SessionOptions.StartNewTlsSessionContext();
            }
            if (tls)
            {
                Knock(connection);
                connection.SessionOptions.StartTransportLayerSecurity(null);
            }
            else
                connection.SessionOptions.SecureSocketLayer = true;
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The library connects with the first request, and StartTLS is none to it: an empty question to the root comes before. It says nothing of anybody.</summary>
    private static void Knock(LdapConnection connection)
    {
        connection.AutoBind = false;
        try
        {
            connection.SendRequest(new SearchRequest("", "(objectClass=*)", SearchScope.Base, "1.1"));
        }
        catch (DirectoryOperationException)
        {
            // A server that answers nobody has answered.
        }
    }

    private static DirectoryPerson? Read(LdapConnection connection, DirectorySettings settings, SearchResultEntry entry, string name)
    {
        if (IdOf(settings, entry) is not { Length: > 0 } id)
            return null;
        var groups = Texts(entry, "memberOf").ToList();
        if (settings.GroupBase.Length > 0)
            foreach (var group in Search(connection, settings, settings.GroupBase, LdapFilter.Fill(settings.GroupFilter, name, entry.DistinguishedName), 1000))
                groups.AddRange([group.DistinguishedName, .. Texts(group, "cn")]);
        // Active Directory's groups come as DNs only; people write their names.
        groups.AddRange(groups.Where(dn => dn.StartsWith("cn=", StringComparison.OrdinalIgnoreCase)).Select(dn => dn[3..].Split(',')[0]).ToList());
        return new DirectoryPerson(entry.DistinguishedName, id, Texts(entry, settings.NameAttribute).FirstOrDefault(), Texts(entry, settings.MailAttribute).FirstOrDefault(), [.. groups.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private static List<SearchResultEntry> Search(LdapConnection connection, DirectorySettings settings, string root, string filter, int most)
    {
        var request = new SearchRequest(root, filter, SearchScope.Subtree, settings.IdAttribute, settings.NameAttribute, settings.MailAttribute, "cn", "memberOf") { SizeLimit = most, TimeLimit = TimeSpan.FromSeconds(10) };
        try
        {
            return [.. ((SearchResponse)connection.SendRequest(request)).Entries.Cast<SearchResultEntry>()];
        }
        catch (DirectoryOperationException limit) when (limit.Response is SearchResponse { ResultCode: ResultCode.SizeLimitExceeded } some)
        {
            return [.. some.Entries.Cast<SearchResultEntry>()];
        }
        catch (DirectoryOperationException none) when (none.Response?.ResultCode == ResultCode.NoSuchObject && root == settings.GroupBase)
        {
            return [];
        }
    }

    private static IEnumerable<string> Texts(SearchResultEntry entry, string attribute) =>
        entry.Attributes[attribute]?.GetValues(typeof(string)).Cast<string>() ?? [];

    // Active Directory's is 16 bytes, not text.
    private static string? IdOf(DirectorySettings settings, SearchResultEntry entry) => IsBinary(settings)
        ? entry.Attributes[settings.IdAttribute]?.GetValues(typeof(byte[])).Cast<byte[]>().Select(Convert.ToHexStringLower).FirstOrDefault()
        : Texts(entry, settings.IdAttribute).FirstOrDefault();

    private static string OfId(DirectorySettings settings, string id)
    {
        var value = IsBinary(settings) ? string.Concat(id.Chunk(2).Select(octet => "\\" + new string(octet))) : LdapFilter.Escape(id);
        return $"(&{settings.Filter.Replace("{name}", "*", StringComparison.Ordinal)}({settings.IdAttribute}={value}))";
    }

    private static bool IsBinary(DirectorySettings settings) => settings.IdAttribute.Equals("objectGUID", StringComparison.OrdinalIgnoreCase);

    private static string Words(Exception error) => error switch
    {
        LdapException { ErrorCode: WrongPassword } => "The directory refuses the bind DN or its password.",
        LdapException { ErrorCode: 81 or 91 or -1 or -11 } => "The directory cannot be reached, or its certificate is not trusted.",
        TlsOperationException => "The directory cannot be reached, or its certificate is not trusted.",
        TimeoutException => "The directory does not answer in time.",
        DllNotFoundException => "The library libldap is not installed on this machine.",
        _ => error.Message,
    };
}
