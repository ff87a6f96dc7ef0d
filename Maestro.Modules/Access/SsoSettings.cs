using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>Everything that is set about single sign-on. Kept in the database, secrets encrypted.</summary>
public sealed record SsoSettings
{
    /// <summary>False: passwords of Maestro are for administrators only, and nobody registers.</summary>
    public bool LocalAccounts { get; init; } = true;

    /// <summary>Hours until a session that began elsewhere ends and the person is looked at again there.</summary>
    public int SessionHours { get; init; } = 12;

    public ProviderSettings Provider { get; init; } = new();

    public DirectorySettings Directory { get; init; } = new();
}

/// <summary>What the provider and the directory have in common: whom they let in, and into which teams.</summary>
public abstract record SourceSettings
{
    public bool Enabled { get; init; }

    /// <summary>What people call it: stands on the button.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whoever comes for the first time gets an account.</summary>
    public bool CreateAccounts { get; init; } = true;

    /// <summary>Whoever comes for the first time takes over the account with the same confirmed address.</summary>
    public bool LinkByEmail { get; init; }

    /// <summary>Only those whom <see cref="Teams"/> puts into a team may come in.</summary>
    public bool OnlyMapped { get; init; }

    public IReadOnlyList<TeamMapping> Teams { get; init; } = [];
}

/// <summary>An OpenID Connect provider.</summary>
public sealed record ProviderSettings : SourceSettings
{
    /// <summary>Its address; below it lies <c>.well-known/openid-configuration</c>.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    /// <summary>Written, never read.</summary>
    public string? ClientSecret { get; init; }

    public bool HasSecret { get; init; }

    public string Scopes { get; init; } = "openid profile email";

    /// <summary>The claim whose values <see cref="SourceSettings.Teams"/> are about.</summary>
    public string TeamClaim { get; init; } = "groups";
}

/// <summary>An LDAP directory.</summary>
public sealed record DirectorySettings : SourceSettings
{
    public string Server { get; init; } = "";

    /// <summary>Null: 636, with StartTLS 389.</summary>
    public int? Port { get; init; }

    /// <summary><c>ldaps</c> or <c>starttls</c>; there is no way without TLS.</summary>
    public string Tls { get; init; } = "ldaps";

    /// <summary>Certificates (PEM) that are trusted instead of the system's.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Who searches.</summary>
    public string BindDn { get; init; } = "";

    /// <summary>Written, never read.</summary>
    public string? BindPassword { get; init; }

    public bool HasPassword { get; init; }

    /// <summary>Below it people are searched.</summary>
    public string Base { get; init; } = "";

    /// <summary>Finds a person; <c>{name}</c> is what was typed.</summary>
    public string Filter { get; init; } = "(&(objectClass=person)(uid={name}))";

    /// <summary>What never changes about a person: <c>entryUUID</c>, with Active Directory <c>objectGUID</c>.</summary>
    public string IdAttribute { get; init; } = "entryUUID";

    public string NameAttribute { get; init; } = "cn";

    public string MailAttribute { get; init; } = "mail";

    /// <summary>Below it groups are searched; empty where <c>memberOf</c> says enough.</summary>
    public string GroupBase { get; init; } = "";

    /// <summary>Finds a person's groups; <c>{dn}</c> is the person, <c>{name}</c> what was typed.</summary>
    public string GroupFilter { get; init; } = "(|(member={dn})(uniqueMember={dn}))";
}

/// <summary>Puts whoever has a value, such as a group, into a team.</summary>
/// <param name="Value">Value of the claim; of the directory the DN or the name (cn) of a group.</param>
public sealed record TeamMapping(string Value, Guid Team, Level Level);
