using System.Text.Json;
using Maestro.Modules.Discovery.Files;

namespace Maestro.Modules.Discovery.Providers.Ansible;

/// <summary>
/// Facts that Ansible's setup module gathered: a tree of files, fact-cache files, what the command printed, or the JSON
/// callback's result.
/// </summary>
internal sealed class AnsibleProvider : FileProvider
{
    private const string NoFacts = "holds no facts: skipped";

    public override string Name => "ansible";

    public override string Label => "Ansible facts";

    public override FileSession? Open(Document document, Notes notes)
    {
        var told = Find(document, notes).ToList();
        var hosts = told.OfType<Host>().ToList();
        return hosts.Count == 0 ? null : new FileSession(new AnsibleSession(hosts), new Scope("facts")) { Unread = hosts.Count < told.Count ? _ => true : null };
    }

    // Null stands for a host that brought no facts.
    private static IEnumerable<Host?> Find(Document document, Notes notes)
    {
        var shown = document.Label is { } label ? $"{label} ({document.File})" : document.File;
        if (document.Root.ValueKind != JsonValueKind.Object)
        {
            notes.Add(shown, "is a list, not the facts of a host: skipped");
            return [];
        }

        if (Gathered(document.Root, out var facts))
            return [new(document.Label, document.Label is null ? document.Stem : null, shown, facts)];
        if (Unreached(document.Root, shown, notes))
            return [];
        var many = Hosts(document.Root).ToList();
        if (many.Count == 0)
        {
            notes.Add(shown, NoFacts);
            return [];
        }

        return many.SelectMany(one => FromMap(one, shown, notes));
    }

    private static IEnumerable<Host?> FromMap(JsonProperty one, string file, Notes notes)
    {
        var shown = $"{Refusal.Shown(one.Name)} ({file})";
        if (Gathered(one.Value, out var facts))
            return [new Host(one.Name, null, shown, facts)];
        if (!Unreached(one.Value, shown, notes))
            notes.Add(shown, NoFacts);
        return [null];
    }

    // The setup module wraps facts, the fact cache does not; newer versions drop the prefix.
    private static bool Gathered(JsonElement value, out Facts facts)
    {
        facts = new Facts(value.At("ansible_facts") is { ValueKind: JsonValueKind.Object } inner ? inner : value);
        return facts.Any;
    }

    private static bool Unreached(JsonElement value, string shown, Notes notes)
    {
        if (value.Flag("unreachable") == true)
            notes.Add(shown, $"was unreachable when facts were gathered: skipped{Because(value)}");
        else if (value.Flag("failed") == true)
            notes.Add(shown, $"failed when facts were gathered: skipped{Because(value)}");
        else
            return false;
        return true;
    }

    private static string Because(JsonElement value) => value.Text("msg") is { } reason ? $" ({Refusal.Shown(reason)})" : "";

    // A map of hosts, or the JSON callback's plays, each with tasks, each with hosts.
    private static IEnumerable<JsonProperty> Hosts(JsonElement root)
    {
        if (root.At("plays") is { ValueKind: JsonValueKind.Array })
        {
            return root.Items("plays").SelectMany(play => play.Items("tasks")).SelectMany(task => task.Members("hosts"))
                .Where(host => host.Value.At("ansible_facts") is not null || host.Value.Flag("unreachable") == true);
        }

        return root.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object
            && (member.Value.At("ansible_facts") is not null || member.Value.Flag("unreachable") == true || new Facts(member.Value).Any));
    }
}

/// <summary>Hosts of one document.</summary>
internal sealed record AnsibleSession(IReadOnlyList<Host> Hosts);
