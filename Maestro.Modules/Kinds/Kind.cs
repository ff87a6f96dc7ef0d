using System.Reflection;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Kinds;

/// <summary>
/// A declared type of record. One sealed class per file; its Fields are static members in the order of the form.
/// Validation, forms, tables, filters, API, OpenAPI, imports, history and docs are read from it.
/// </summary>
[Plug]
public abstract class Kind
{
    /// <summary>Singular kebab-case name, answered by the API: <c>server</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Plural kebab-case name: path segment of pages and API.</summary>
    public abstract string Plural { get; }

    /// <summary>Singular for people: "Server".</summary>
    public abstract string Label { get; }

    /// <summary>Plural for people: "Servers".</summary>
    public abstract string LabelPlural { get; }

    /// <summary>One sentence: what a record of this Kind is.</summary>
    public abstract string Description { get; }

    /// <summary>Name of the line icon.</summary>
    public abstract string Icon { get; }

    /// <summary>Where the navigation shows it.</summary>
    public abstract KindGroup Group { get; }

    /// <summary>Place within its group.</summary>
    public virtual int Order => 100;

    /// <summary>The Kind this one extends (every family extends <c>application</c>), or null.</summary>
    public virtual string? Extends => null;

    /// <summary>Value of the read-only field <c>family</c>, for Kinds that are a family of another.</summary>
    public virtual string? Family => null;

    /// <summary>True for reference data: read by all, written by administrators, no grants.</summary>
    public virtual bool Shared => false;

    /// <summary>
    /// The module whose contract alone creates and edits these records, because more than fields hangs on them: forms, scripts, files and
    /// undo are refused, reading, grants, history, retiring and restoring are as everywhere. Null for all others.
    /// </summary>
    public virtual string? WrittenBy => null;

    /// <summary>Which field paths, all present, identify a record when the provider's id is not known.</summary>
    public virtual IReadOnlyList<NaturalKey> NaturalKeys => [];

    /// <summary>Checks across fields; each yields the path of a field and what is wrong with it.</summary>
    public virtual IEnumerable<(string Path, string Message)> Rules(System.Text.Json.Nodes.JsonObject document) => [];

    /// <summary>Fields declared by this class itself, in order.</summary>
    public IReadOnlyList<Field> OwnFields { get; private set; } = [];

    /// <summary>All fields: those of the extended Kind, then its own (an own field replaces an inherited one of the same name).</summary>
    public IReadOnlyList<Field> Fields { get; private set; } = [];

    /// <summary>The Kind at the end of the extends chain: <c>application</c> for every family.</summary>
    public string Root { get; private set; } = "";

    /// <summary>True when its records stand in a datacenter, so that sources can list them there.</summary>
    public bool Placed => Find("datacenters") is not null;

    private Dictionary<string, Field> byName = [];

    /// <summary>The field of that name, or null.</summary>
    public Field? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads the declared members; called once by the catalogue.</summary>
    internal void Declare(Kind? parent)
    {
        OwnFields = [.. GetType().GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => typeof(Field).IsAssignableFrom(member.FieldType))
            .OrderBy(member => member.MetadataToken)
            .Select(member => (Field)member.GetValue(null)!)];
        var inherited = parent?.Fields.Where(field => field.Inherited) ?? [];
        var own = OwnFields.ToDictionary(field => field.Name);
        Fields = [.. inherited.Select(field => own.Remove(field.Name, out var replaced) ? replaced : field),
            .. OwnFields.Where(field => own.ContainsKey(field.Name))];
        Root = parent?.Root ?? Name;
        byName = Fields.ToDictionary(field => field.Name);
    }
}

/// <summary>Group of the navigation.</summary>
public enum KindGroup
{
    /// <summary>Shown in the inventory.</summary>
    Inventory,

    /// <summary>Shown in the inventory, below "more kinds".</summary>
    More,

    /// <summary>Where records come from.</summary>
    Discovery,

    /// <summary>Reference data, shown in settings.</summary>
    Settings,
}

/// <summary>A natural key: all its field paths must have a value, else it does not count.</summary>
/// <param name="Name">Short stable name, part of the stored key: <c>ip</c>.</param>
/// <param name="Paths">Field paths whose values make the key, such as <c>ipv4_private</c>.</param>
/// <param name="Scope">What the key is unique within.</param>
/// <param name="Rank">Lower is stronger; the provider's own id is 0.</param>
public sealed record NaturalKey(string Name, IReadOnlyList<string> Paths, KeyScope Scope, int Rank);

/// <summary>What a natural key is unique within.</summary>
public enum KeyScope
{
    /// <summary>Within everything the owner may write.</summary>
    Owner,

    /// <summary>Within a datacenter; without one the key does not count.</summary>
    Datacenter,

    /// <summary>Within a datacenter, else within the source that reports it.</summary>
    DatacenterOrSource,
}
