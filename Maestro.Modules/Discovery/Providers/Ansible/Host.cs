namespace Maestro.Modules.Discovery.Providers.Ansible;

/// <summary>A host and its facts.</summary>
/// <param name="Inventory">Name in Ansible's inventory, where the file says it.</param>
/// <param name="File">Name of the file, which is the name in the inventory unless it is a general word.</param>
/// <param name="Shown">For messages.</param>
/// <param name="Facts">The facts.</param>
internal sealed record Host(string? Inventory, string? File, string Shown, Facts Facts)
{
    private static readonly string[] General = ["facts", "ansible", "ansible_facts", "setup", "output", "upload", "stdin", "file", "host", "hosts", "data"];
    private static readonly string[] Nobody = ["localhost", "localhost.localdomain", "127.0.0.1"];

    /// <summary>Host name that the operating system reports.</summary>
    public string? Hostname => new[] { Facts.Text("nodename"), Facts.Text("fqdn"), Facts.Text("hostname") }.FirstOrDefault(Names);

    /// <summary>The host's id within the source: its name in the inventory, else what it calls itself.</summary>
    public string Id
    {
        get
        {
            var file = File is { } name && !General.Contains(name.ToLowerInvariant()) ? name : null;
            return new[] { Inventory, file, Facts.Text("fqdn"), Hostname, Facts.Text("machine_id"), Facts.Text("default_ipv4.address") }.FirstOrDefault(Names) ?? Inventory ?? File ?? "localhost";
        }
    }

    /// <summary>The instance's id at its cloud, where the firmware tells it.</summary>
    public string? CloudId => Ec2 ?? Droplet ?? OpenStack;

    /// <summary>What the cloud that it runs in is called among the providers.</summary>
    public string? Cloud => Ec2 is not null ? "AWS" : Droplet is not null ? "Digital Ocean" : OpenStack is not null ? "OpenStack" : null;

    private string? Ec2 => new[] { Facts.Text("board_asset_tag"), Facts.Text("ec2_instance_id") }.FirstOrDefault(tag => tag is not null && tag.StartsWith("i-", StringComparison.Ordinal) && tag.Length is 10 or 19 && tag[2..].All(char.IsAsciiHexDigitLower));

    private string? Droplet => Facts.Text("system_vendor") == "DigitalOcean" && Facts.Text("product_serial") is { } serial && serial.All(char.IsAsciiDigit) ? $"do:droplet:{serial}" : null;

    private string? OpenStack => Facts.Text("product_name") is { } product && product.StartsWith("OpenStack", StringComparison.Ordinal) ? ProductUuid : null;

    /// <summary>The machine's identifier in its firmware, lower case.</summary>
    public string? ProductUuid => Facts.Text("product_uuid") is { } uuid && Guid.TryParse(uuid, out var id) && id != Guid.Empty && id != Guid.AllBitsSet ? id.ToString() : null;

    /// <summary>The identifier that the operating system was given when it was installed.</summary>
    public string? MachineId => Facts.Text("machine_id") is { Length: >= 16 } id && id.Any(letter => letter is not ('0' or '-')) ? id.ToLowerInvariant() : null;

    private static bool Names(string? name) => name is { Length: > 0 } && !Nobody.Contains(name.ToLowerInvariant());
}
