using System.Globalization;
using System.Text.Json;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>States of Terraform (0.12 and newer) and OpenTofu. A state is the whole truth about its lineage.</summary>
internal sealed class TerraformProvider : FileProvider
{
    public override string Name => "terraform";

    public override string Label => "Terraform";

    public override FileSession? Open(Document document, Notes notes)
    {
        var file = Refusal.Shown(document.File);
        var root = document.Root;
        Demand(root, file);
        var lineage = root.Text("lineage");
        var serial = (long)Math.Clamp(root.Number("serial") ?? 0, 0, 1_000_000_000_000);
        var state = new State(lineage, serial, document.Stem);
        var skipped = 0;
        foreach (var resource in root.Items("resources"))
            skipped += Take(state, resource, notes);
        if (skipped > 0)
            notes.Add(file, "data sources are looked up, not managed: skipped", skipped);
        Unread(state, notes);
        if (!state.Types.Any())
            notes.Add(file, "manages nothing: an empty state retires nothing");
        return new FileSession(state, new Scope(lineage ?? document.Stem), lineage, serial, Whole: lineage is not null)
        {
            Unread = resource => resource is IStateResource own && own.Types.Any(state.Unread.Contains),
        };
    }

    private static void Demand(JsonElement root, string file)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Refusal.Invalid($"\"{file}\" is not a Terraform state: a state is a JSON object.");
        if (root.At("encrypted_data") is not null)
            throw Refusal.Invalid($"\"{file}\" is a state that OpenTofu encrypted. Send what \"tofu state pull\" prints.");
        if (root.At("format_version") is not null)
            throw Refusal.Invalid($"\"{file}\" is what \"terraform show -json\" prints. Send the state itself: what \"terraform state pull\" prints.");
        var version = root.Number("version") ?? throw Refusal.Invalid($"\"{file}\" is not a Terraform state: it has no \"version\".");
        if (version < 4)
        {
            throw Refusal.Invalid(string.Create(CultureInfo.InvariantCulture, $"\"{file}\" is a state of format version {version}, which Terraform 0.11 and older wrote; Maestro reads version 4. ")
                + "Upgrade it with Terraform 0.12 or newer (\"terraform init\" and \"terraform apply -refresh-only\"), then send what \"terraform state pull\" prints.");
        }

        if (version != 4)
            throw Refusal.Invalid(string.Create(CultureInfo.InvariantCulture, $"\"{file}\" is a state of format version {version}, which is newer than Maestro knows; it reads version 4."));
        if (root.At("resources") is not { ValueKind: JsonValueKind.Array })
            throw Refusal.Invalid($"\"{file}\" is not a whole Terraform state: it has no list of resources.");
    }

    // Adds the instances of a managed resource; answers how many data sources it was instead.
    private static int Take(State state, JsonElement resource, Notes notes)
    {
        if (resource.Text("mode") != "managed")
            return 1;
        if (resource.Text("type") is not { } type || resource.Text("name") is not { } name)
            throw Problem.Invalid("resources", "a resource of the state has no type or no name");
        var address = resource.Text("module") is { } module ? $"{module}.{type}.{name}" : $"{type}.{name}";
        foreach (var instance in resource.Items("instances"))
        {
            var full = address + Index(instance);
            if (instance.Text("deposed") is not null)
                notes.Add(full, "waits to be destroyed: skipped");
            else if (instance.At("attributes") is { ValueKind: JsonValueKind.Object } attributes)
                state.Add(new StateObject(state, type, full, attributes, Sensitive(instance)));
            else
            {
                state.Unread.Add(type);
                notes.Add(full, instance.At("attributes_flat") is null ? "has no attributes: skipped" : "was last written by Terraform 0.11: refresh it with a newer version; skipped");
            }
        }

        return 0;
    }

    private static string Index(JsonElement instance) => instance.At("index_key") switch
    {
        { ValueKind: JsonValueKind.Number } number => $"[{number.GetRawText()}]",
        { ValueKind: JsonValueKind.String } text => $"[\"{text.GetString()}\"]",
        _ => "",
    };

    // A path begins with the attribute; all of it counts as sensitive, even where only a part is.
    private static HashSet<string> Sensitive(JsonElement instance) =>
        [.. (instance.At("sensitive_attributes") is { ValueKind: JsonValueKind.Array } paths ? paths.EnumerateArray() : [])
            .Select(path => path.ValueKind == JsonValueKind.Array ? path.EnumerateArray().FirstOrDefault() : path)
            .Select(step => step.ValueKind == JsonValueKind.String ? step.GetString() : step.Text("value") ?? step.Text("value.value")).OfType<string>()];

    private void Unread(State state, Notes notes)
    {
        var read = Resources.OfType<IStateResource>().SelectMany(resource => resource.Types.Concat(resource.Joins)).ToHashSet(StringComparer.Ordinal);
        foreach (var type in state.Types.Where(type => !read.Contains(type)).Order(StringComparer.Ordinal))
            notes.Add(Refusal.Shown(type), "is not a type that Maestro keeps: skipped", state.Of(type).Count());
    }
}
