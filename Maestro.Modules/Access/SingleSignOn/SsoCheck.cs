using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>What is wrong with settings; of a source that is switched off, nothing.</summary>
internal static partial class SsoCheck
{
    private const string Missing = "must be filled in.";

    public static void Check(SsoSettings settings, bool loopback, FieldErrors errors)
    {
        if (settings.SessionHours is < 1 or > 720)
            errors.Add("session_hours", "must be 1 to 720.");
        if (!settings.LocalAccounts && !settings.Provider.Enabled && !settings.Directory.Enabled)
            errors.Add("local_accounts", "can be switched off only where there is another way to sign in.");
        if (settings.Provider.Enabled)
            Check(settings.Provider, loopback, errors);
        if (settings.Directory.Enabled)
            Check(settings.Directory, errors);
    }

    private static void Check(ProviderSettings provider, bool loopback, FieldErrors errors)
    {
        Common(provider, "provider", errors);
        if (!Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority) || authority.Query.Length > 0 || authority.Fragment.Length > 0 || authority.UserInfo.Length > 0
            || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && loopback && authority.IsLoopback)))
            errors.Add("provider.authority", "must be an https address.");
        if (provider.ClientId.Length == 0)
            errors.Add("provider.client_id", Missing);
        if (!provider.Scopes.Split(' ').Contains("openid"))
            errors.Add("provider.scopes", "must include openid.");
        if (provider.TeamClaim.Length == 0 && (provider.Teams.Count > 0 || provider.OnlyMapped))
            errors.Add("provider.team_claim", Missing);
    }

    private static void Check(DirectorySettings directory, FieldErrors errors)
    {
        Common(directory, "directory", errors);
        if (Uri.CheckHostName(directory.Server) == UriHostNameType.Unknown)
            errors.Add("directory.server", "must be a host name or an address.");
        if (directory.Port is < 1 or > 65535)
            errors.Add("directory.port", "must be 1 to 65535.");
        if (directory.Tls is not ("ldaps" or "starttls"))
            errors.Add("directory.tls", "must be ldaps or starttls.");
        if (directory.Certificate.Length > 0 && !IsCertificate(directory.Certificate))
            errors.Add("directory.certificate", "must be a certificate in PEM form.");
        if (directory.Base.Length == 0)
            errors.Add("directory.base", Missing);
        if (!LdapFilter.IsWhole(directory.Filter) || !directory.Filter.Contains("{name}", StringComparison.Ordinal))
            errors.Add("directory.filter", "must be an LDAP filter with {name} in it.");
        if (directory.GroupBase.Length > 0 && (!LdapFilter.IsWhole(directory.GroupFilter) || !LdapFilter.Places.Any(place => directory.GroupFilter.Contains(place, StringComparison.Ordinal))))
            errors.Add("directory.group_filter", "must be an LDAP filter with {dn} or {name} in it.");
        foreach (var (field, name) in new[] { ("id_attribute", directory.IdAttribute), ("name_attribute", directory.NameAttribute), ("mail_attribute", directory.MailAttribute) })
            if (!Attribute().IsMatch(name))
                errors.Add($"directory.{field}", "must be the name of an attribute.");
    }

    private static void Common(SourceSettings source, string path, FieldErrors errors)
    {
        if (source.Name is not { Length: >= 1 and <= 60 })
            errors.Add($"{path}.name", "must have 1 to 60 characters.");
        if (source.Teams.Any(mapping => mapping is null || string.IsNullOrEmpty(mapping.Value) || mapping.Team == Guid.Empty || mapping.Level is not (Level.Read or Level.Write or Level.Admin)))
            errors.Add($"{path}.teams", "each line needs a value, a team and a level.");
    }

    private static bool IsCertificate(string text)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(text);
            return found.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9.;-]{0,60}$")]
    private static partial Regex Attribute();
}
