using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Calling;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>A resource that is listed over HTTP; what the provider sent is kept with the draft, without secrets.</summary>
/// <param name="name">Stable name, led by the provider's: <c>digitalocean.droplets</c>.</param>
/// <param name="kind">Singular name of the Kind it becomes.</param>
/// <param name="task">Task it runs under: <c>server-list</c>.</param>
/// <param name="docs">The vendor's page about the call.</param>
/// <param name="permissions">What the credentials must allow: all that <see cref="Resource{TSession, TItem}.ListAsync"/> calls.</param>
internal abstract class ApiResource<TSession, TItem>(string name, string kind, string task, string docs, params string[] permissions) : Resource<TSession, TItem>
    where TSession : ApiSession
{
    public sealed override string Name => name;
    public sealed override string Kind => kind;
    public sealed override string Task => task;
    public sealed override string Docs => docs;
    public sealed override IReadOnlyList<string> Permissions => permissions;
}

/// <summary>A resource whose objects are kept as the JSON that the provider sent.</summary>
internal abstract class ApiResource<TSession>(string name, string kind, string task, string docs, params string[] permissions) : ApiResource<TSession, JsonElement>(name, kind, task, docs, permissions)
    where TSession : ApiSession
{
    protected override JsonNode? Raw(JsonElement item) => RawText.Of(item);

    protected override string Label(JsonElement item) => item.Text("name") ?? item.Text("id") ?? Name;
}

/// <summary>An object of one list, with what another list knows about it.</summary>
internal sealed record Joined<TWith>(JsonElement Item, TWith With);

/// <summary>A resource whose objects need a second list to say what they are related to.</summary>
internal abstract class JoinedResource<TSession, TWith>(string name, string kind, string task, string docs, params string[] permissions) : ApiResource<TSession, Joined<TWith>>(name, kind, task, docs, permissions)
    where TSession : ApiSession
{
    protected override JsonNode? Raw(Joined<TWith> item) => RawText.Of(item.Item);

    protected override string Label(Joined<TWith> item) => item.Item.Text("name") ?? item.Item.Text("id") ?? Name;
}
