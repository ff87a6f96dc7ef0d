using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Ansible;

/// <summary>Hosts, as servers.</summary>
internal sealed class Servers : Resource<AnsibleSession, Host>
{
    public override string Name => "ansible.hosts";
    public override string Kind => "server";
    public override string Task => "server-list";
    public override string Docs => "https://docs.ansible.com/ansible/latest/collections/ansible/builtin/setup_module.html";

    public override IAsyncEnumerable<Host> ListAsync(AnsibleSession session, Scope scope, CancellationToken cancel) => session.Hosts.ToAsyncEnumerable();

    protected override string Label(Host item) => item.Shown;

    public override Draft Translate(Host item, Scope scope)
    {
        var facts = item.Facts;
        var addresses = Addresses.Of(facts);
        var draft = new Draft("server") { ExternalId = item.Id, Label = item.Shown };
        draft.Set("name", item.Hostname ?? item.Id)
            .Set("hostname", item.Hostname)
            .Set("ipv4_private", addresses.Private)
            .Set("ipv4_public", addresses.Public)
            .Set("ipv6", addresses.Global6.List())
            .Set("ipv4_all", addresses.All4.List())
            .Set("ipv6_all", addresses.All6.List())
            .Set("cpu", Cores(facts))
            .Set("memory", Drafts.Gigabytes(facts.Number("memtotal_mb") ?? facts.Number("memory_mb.real.total") ?? facts.Number("totalmem") / 1_048_576))
            .Set("os", Os(facts))
            .Set("datacenters", Placement(item))
            .Set("storage", Devices.Storage(facts))
            .Set("storage_count", Devices.Count(facts))
            .Set("services", Software.Of(facts))
            .Set("auth", facts.Text("user_id") is { } user ? new JsonArray(new JsonObject { ["username"] = user }) : null)
            .Set("env_vars", facts.Members("env").Select(pair => pair.Name).Order(StringComparer.Ordinal).List())
            .Set("network_interface", Addresses.Interfaces(facts))
            .Set("network_lo", Addresses.Interface(facts, "lo") ?? Addresses.Interface(facts, "lo0"))
            .Set("dns", facts["dns"].Node())
            .Set("service_mgr", facts.Text("service_mgr"))
            .Set("pkg_mgr", facts.Text("pkg_mgr"));
        return Identify(draft, item);
    }

    // Linux tells sockets and the cores of each. Of the BSDs one number is the whole already, and the other is that number again, or threads.
    private static decimal? Cores(Facts facts)
    {
        if (facts.Number("processor_vcpus") is { } told)
            return told;
        var (cores, count) = (facts.Number("processor_cores"), facts.Number("processor_count"));
        return facts.Text("system") switch
        {
            "FreeBSD" or "DragonFly" => count ?? cores,
            "OpenBSD" or "NetBSD" or "SunOS" or "HP-UX" => cores ?? count,
            _ => cores * (count ?? 1) ?? count,
        };
    }

    private static Draft Identify(Draft draft, Host item)
    {
        draft.Set("unique_id", item.CloudId)
            .Set("machine_id", item.MachineId)
            .Set("product_uuid", item.ProductUuid)
            .Set("serial_number", item.Facts.Text("product_serial"));
        if (item.CloudId is { } cloud)
            draft.Keys.Add(cloud);
        if (item.ProductUuid is { } uuid)
            draft.Keys.Add($"uuid:{uuid}");
        if (item.MachineId is { } machine)
            draft.Keys.Add($"machine:{machine}");
        return draft;
    }

    private static JsonObject Os(Facts facts)
    {
        var windows = facts.Text("os_family") == "Windows" || facts.Text("os_name") is { } name && name.StartsWith("Microsoft", StringComparison.Ordinal);
        var system = facts.Text("system") switch
        {
            "SunOS" => "Solaris",
            "Darwin" => "MacOS",
            "Win32NT" => "Windows",
            null => windows ? "Windows" : null,
            var other => other,
        };
        return new JsonObject()
            .Put("base", system)
            .Put("dist", facts.Text("distribution") ?? facts.Text("os_name"))
            .Put("version", facts.Text("distribution_version") ?? facts.Text("os_version"))
            .Put("major_version", facts.Text("distribution_major_version"))
            .Put("variety", facts.Text("distribution_file_variety"))
            .Put("file_path", facts.Text("distribution_file_path"));
    }

    private static JsonObject Placement(Host item)
    {
        var facts = item.Facts;
        return new JsonObject()
            .Put("type", facts.Text("virtualization_role") switch { "guest" => "Virtual", "host" => "Physical", _ => null })
            .Put("instance_id", item.CloudId)
            .Put("kernel", facts.Text("kernel"))
            .Put("vendor", facts.Text("system_vendor"))
            .Put("product", facts.Text("product_name"))
            .Put("virtualization", facts.Text("virtualization_type"))
            .Put("architecture", facts.Text("architecture"))
            .Put("bios_date", facts.Text("bios_date"));
    }
}
