using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Ansible;

/// <summary>Disks of hosts, as volumes.</summary>
internal sealed class Volumes : Resource<AnsibleSession, Device>
{
    public override string Name => "ansible.devices";
    public override string Kind => "volume";
    public override string Task => "volumes-list";
    public override string Docs => "https://docs.ansible.com/ansible/latest/collections/ansible/builtin/setup_module.html";

    public override IAsyncEnumerable<Device> ListAsync(AnsibleSession session, Scope scope, CancellationToken cancel) =>
        session.Hosts.SelectMany(host => Devices.Of(host.Facts).Select(device => new Device(host, device.Name, device.Value))).ToAsyncEnumerable();

    protected override string Label(Device item) => $"{item.Name} of {item.Host.Shown}";

    public override Draft Translate(Device item, Scope scope)
    {
        var disk = item.Disk;
        var known = Devices.WorldId(disk);
        var server = new JsonObject { ["external_id"] = item.Host.Id, ["device"] = $"/dev/{item.Name}" };
        return new Draft("volume") { ExternalId = known ?? $"{item.Host.Id}/{item.Name}", Label = Label(item) }
            .Set("name", known is not null && known.StartsWith("vol-", StringComparison.Ordinal) ? known : $"{item.Host.Hostname ?? item.Host.Id} {item.Name}")
            .Set("status", "Active")
            .Set("unique_id", known)
            .Set("size", Devices.Size(disk))
            .Set("servers", new JsonArray(server))
            .Set("model", Devices.Known(disk.Text("model")))
            .Set("serial", Devices.Known(disk.Text("serial")))
            .Set("host", disk.Text("host"))
            .Set("holders", disk.Texts("holders").List())
            .Set("sectors", disk.Text("sectors"))
            .Set("sectorsize", disk.Text("sectorsize"))
            .Set("support_discard", disk.Text("support_discard"));
    }
}
