namespace Maestro.Web.Hosting;

/// <summary>Knows secrets that nobody chose: values of examples and of Maestro 0.6's defaults.</summary>
internal static class Placeholders
{
    private static readonly string[] Words =
    [
        "changeme", "changethis", "changeit", "replaceme", "placeholder", "yourpassword", "yoursecret", "yourkey", "mysecret", "todo",
        "password", "passw0rd", "secret", "supersecret", "masterkey", "default", "example", "letmein", "adminadmin", "administrator", "maestro",
        "defaultsecretkey", "defaultsecretkeyprivate", "defaultsecretnoauthtoken", "defaultsecretkeypublic", "backsecrettoken", "frontsecrettoken", "adminpassword", "adminsecrettoken",
    ];

    /// <summary>True for <c>changeme</c>, <c>change-me-123</c>, <c>&lt;password&gt;</c>, <c>${PASSWORD}</c>, <c>xxxxxxxxxx</c> and their like.</summary>
    public static bool Includes(string secret)
    {
        var text = secret.Trim();
        if (text.StartsWith('<') && text.EndsWith('>') || text.StartsWith("${", StringComparison.Ordinal) || text.StartsWith("{{", StringComparison.Ordinal))
            return true;
        if (text.Distinct().Count() < 3)
            return true;
        var letters = new string([.. text.Where(char.IsLetter)]).ToLowerInvariant();
        return letters.Length > 0 && letters.Length + 6 >= text.Length && Words.Contains(letters);
    }
}
