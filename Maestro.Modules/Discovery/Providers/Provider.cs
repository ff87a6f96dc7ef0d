using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>A way to reach a provider: <c>upload</c>, <c>keys</c>.</summary>
/// <param name="Name">Stable name, as connections store it.</param>
/// <param name="Label">For people, in English; a key of the pages' texts.</param>
internal sealed record Method(string Name, string Label)
{
    /// <summary>What it must be told, in the order of the form.</summary>
    public IReadOnlyList<CredentialField> Fields { get; init; } = [];

    /// <summary>How to come by the credentials, a step a line, in English; keys of the pages' texts.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>The vendor's own page about it.</summary>
    public string? Docs { get; init; }

    /// <summary>True where an administrator must have allowed it (setting <c>Discovery:HostCredentials</c>).</summary>
    public bool OfHost { get; init; }
}

/// <summary>Something that a method must be told.</summary>
/// <param name="Name">Key among a connection's credentials.</param>
/// <param name="Label">For people, in English; a key of the pages' texts.</param>
internal sealed record CredentialField(string Name, string Label)
{
    /// <summary>Write-only: encrypted, never shown, never answered. All others are shown to who may change the connection.</summary>
    public bool Secret { get; init; }

    public bool Required { get; init; } = true;

    /// <summary>Help beside the field, in English; a key of the pages' texts.</summary>
    public string Help { get; init; } = "";

    public string? Placeholder { get; init; }

    /// <summary>Value that is taken when none is given.</summary>
    public string? Default { get; init; }

    /// <summary>True for a key file: a text of several lines.</summary>
    public bool Lines { get; init; }
}

/// <summary>Where records come from: a cloud, or a sort of file. A folder with this class and its resources; found by scan.</summary>
[Plug]
internal abstract class Provider
{
    /// <summary>Stable name: <c>terraform</c>. Its resources' names begin with it.</summary>
    public abstract string Name { get; }

    /// <summary>For people: "Terraform".</summary>
    public abstract string Label { get; }

    /// <summary>Ways to reach it.</summary>
    public abstract IReadOnlyList<Method> Methods { get; }

    /// <summary>Name that datacenters of it have, in any spelling; null where things may stand anywhere.</summary>
    public virtual string? Datacenters => null;

    /// <summary>Whether regions are chosen on a connection.</summary>
    public virtual bool HasRegions => false;

    /// <summary>Its object types, in stable order.</summary>
    public IReadOnlyList<Resource> Resources => field ??= [.. Plugs.InstancesOf<Resource>().Where(resource => resource.Provider == Name).OrderBy(resource => resource.Name, StringComparer.Ordinal)];

    /// <summary>Its tasks: what can be switched, scheduled and crawled by itself.</summary>
    public IReadOnlyList<string> Tasks => field ??= [.. Resources.Select(resource => resource.Task).Distinct().Order(StringComparer.Ordinal)];
}
