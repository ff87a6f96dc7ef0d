namespace Maestro.Web.Shared;

/// <summary>Names, icons and colours of clouds and sources, under whatever spelling a record has.</summary>
public static class Providers
{
    private static readonly Dictionary<string, (string Icon, string Label, int Series)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aws"] = ("aws", "AWS", 1),
        ["amazon"] = ("aws", "AWS", 1),
        ["amazonwebservices"] = ("aws", "AWS", 1),
        ["azure"] = ("azure", "Azure", 2),
        ["microsoftazure"] = ("azure", "Azure", 2),
        ["digitalocean"] = ("digitalocean", "DigitalOcean", 5),
        ["spaces"] = ("digitalocean", "Spaces", 5),
        ["openstack"] = ("openstack", "OpenStack", 4),
        ["google"] = ("google", "Google Cloud", 6),
        ["gcp"] = ("google", "Google Cloud", 6),
        ["googlecloud"] = ("google", "Google Cloud", 6),
        ["googlecloudengine"] = ("google", "Google Cloud", 6),
        ["vsphere"] = ("vsphere", "vSphere", 8),
        ["vmware"] = ("vsphere", "vSphere", 8),
        ["onprem"] = ("on-prem", "On-prem", 3),
        ["onpremise"] = ("on-prem", "On-prem", 3),
        ["terraform"] = ("terraform", "Terraform", 7),
        ["ansible"] = ("ansible", "Ansible", 4),
        ["json"] = ("json", "JSON", 3),
        ["csv"] = ("csv", "CSV", 3),
        ["person"] = ("person", "Person", 7),
    };

    /// <summary>The icon of a provider; a building of one's own for one that we have never drawn.</summary>
    public static string Icon(string? provider) => Find(provider)?.Icon ?? "on-prem";

    /// <summary>The provider's own spelling of its name.</summary>
    public static string Label(string? provider) => Find(provider)?.Label ?? provider ?? "";

    /// <summary>Which of the chart colours the provider has everywhere (1–8).</summary>
    public static int Series(string? provider) => Find(provider)?.Series ?? 3;

    private static (string Icon, string Label, int Series)? Find(string? provider) =>
        provider is not null && Known.TryGetValue(new string([.. provider.Where(char.IsLetter)]), out var found) ? found : null;
}
