using System.Diagnostics;
using System.DirectoryServices.Protocols;
using System.Net;
using System.Net.Sockets;

namespace Maestro.Tests.Support;

/// <summary>
/// A real OpenLDAP server in a process of its own (Debian's <c>slapd</c>, which <c>./maestro test</c> installs), from a folder that ends with
/// the test, with a certificate of our own making. A machine without it skips what needs it, and says so.
/// </summary>
public sealed class LdapServer : IAsyncDisposable
{
    public const string Base = "dc=example,dc=org";
    public const string SearchDn = "cn=maestro,dc=example,dc=org";
    public const string SearchPassword = "search only";
    private const string AdminDn = "cn=admin,dc=example,dc=org";
    private const string Program = "/usr/sbin/slapd";
    private readonly TemporaryFolder folder;
    private readonly Process process;

    private LdapServer(TemporaryFolder folder, Process process, int port, int tlsPort, string certificate) =>
        (this.folder, this.process, Port, TlsPort, Certificate) = (folder, process, port, tlsPort, certificate);

    /// <summary>Without TLS, and by StartTLS with it.</summary>
    public int Port { get; }

    /// <summary>With TLS from the start.</summary>
    public int TlsPort { get; }

    /// <summary>PEM of the certificate it shows.</summary>
    public string Certificate { get; }

    public static async Task<LdapServer> StartAsync()
    {
        if (!File.Exists(Program))
            Assert.Skip("There is no LDAP server on this machine: ./maestro test installs it.");
        var folder = new TemporaryFolder();
        var (certificate, key) = Certificates.Make(folder.Path);
        var ports = Ports.Free(2);
        Directory.CreateDirectory(Path.Combine(folder.Path, "db"));
        var (settings, content) = (Path.Combine(folder.Path, "slapd.conf"), Path.Combine(folder.Path, "content.ldif"));
        await File.WriteAllTextAsync(settings, Settings(folder.Path, certificate, key));
        await File.WriteAllTextAsync(content, Content);
        using (var load = Process.Start(new ProcessStartInfo(Program, ["-T", "add", "-f", settings, "-l", content]) { RedirectStandardError = true })!)
        {
            var words = await load.StandardError.ReadToEndAsync();
            await load.WaitForExitAsync();
            if (load.ExitCode != 0)
                throw new InvalidOperationException($"slapd did not take its content: {words}");
        }
        var process = Process.Start(new ProcessStartInfo(Program, ["-d", "0", "-f", settings, "-h", FormattableString.Invariant($"ldap://127.0.0.1:{ports[0]}/ ldaps://127.0.0.1:{ports[1]}/")]))!;
        var server = new LdapServer(folder, process, ports[0], ports[1], await File.ReadAllTextAsync(certificate));
        await server.WaitAsync();
        return server;
    }

    /// <summary>Adds a person <c>uid=name</c> with a password.</summary>
    public void Add(string name, string password, string? mail) => Write(connection =>
    {
        var entry = new AddRequest(DnOf(name), new DirectoryAttribute("objectClass", "inetOrgPerson"), new DirectoryAttribute("cn", $"{name} Souza"), new DirectoryAttribute("sn", "Souza"), new DirectoryAttribute("userPassword", password));
        if (mail is not null)
            entry.Attributes.Add(new DirectoryAttribute("mail", mail));
        connection.SendRequest(entry);
    });

    public void Remove(string name) => Write(connection => connection.SendRequest(new DeleteRequest(DnOf(name))));

    /// <summary>Puts a person into the group <c>operators</c>, or takes them out.</summary>
    public void Member(string name, bool inside) => Write(connection =>
        connection.SendRequest(new ModifyRequest($"cn=operators,ou=groups,{Base}", inside ? DirectoryAttributeOperation.Add : DirectoryAttributeOperation.Delete, "member", DnOf(name))));

    public static string DnOf(string name) => $"uid={name},ou=people,{Base}";

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    private void Write(Action<LdapConnection> work)
    {
        using var connection = new LdapConnection(new LdapDirectoryIdentifier("127.0.0.1", Port)) { AuthType = AuthType.Basic };
        connection.SessionOptions.ProtocolVersion = 3;
        connection.Bind(new NetworkCredential(AdminDn, "admin"));
        work(connection);
    }

    private async Task WaitAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (attempt < 100 && !process.HasExited)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    private static string Settings(string folder, string certificate, string key) => $"""
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        pidfile {folder}/slapd.pid
        TLSCertificateFile {certificate}
        TLSCertificateKeyFile {key}
        database mdb
        suffix "{Base}"
        rootdn "{AdminDn}"
        rootpw admin
        directory {folder}/db
        access to attrs=userPassword by anonymous auth by * none
        access to * by dn.exact="{SearchDn}" read by * none

        """;

    private static string Content => $"""
        dn: {Base}
        objectClass: dcObject
        objectClass: organization
        o: Example
        dc: example

        dn: {SearchDn}
        objectClass: organizationalRole
        objectClass: simpleSecurityObject
        cn: maestro
        userPassword: {SearchPassword}

        dn: ou=people,{Base}
        objectClass: organizationalUnit
        ou: people

        dn: ou=groups,{Base}
        objectClass: organizationalUnit
        ou: groups

        dn: cn=operators,ou=groups,{Base}
        objectClass: groupOfNames
        cn: operators
        member: {SearchDn}

        """;
}
