using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>A resource that reads objects out of a state.</summary>
internal interface IStateResource
{
    /// <summary>Types it reads, the one it is named after first.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>Types it reads beside them, to find links.</summary>
    IReadOnlyList<string> Joins { get; }
}

/// <summary>Objects of some types of a state, each of which becomes one draft.</summary>
internal abstract class StateResource<TItem>(string kind, string task, string[] types, params string[] joins) : Resource<State, TItem>, IStateResource
{
    public override string Name => $"terraform.{types[0]}";
    public sealed override string Kind => kind;
    public sealed override string Task => task;
    public IReadOnlyList<string> Types => types;
    public IReadOnlyList<string> Joins => joins;

    public sealed override string Docs
    {
        get
        {
            var (prefix, rest) = types[0].Split('_', 2) is [var first, var second] ? (first, second) : (types[0], "");
            var vendor = prefix switch
            {
                "aws" or "google" => $"hashicorp/{prefix}",
                "azurerm" => "hashicorp/azurerm",
                "openstack" => "terraform-provider-openstack/openstack",
                "vsphere" => "vmware/vsphere",
                _ => $"{prefix}/{prefix}",
            };
            return $"https://registry.terraform.io/providers/{vendor}/latest/docs/resources/{rest}";
        }
    }

    protected abstract StateObject Object(TItem item);

    protected override string Label(TItem item) => Object(item).Address;

    public sealed override Draft? Translate(TItem item, Scope scope)
    {
        var source = Object(item);
        return Read(item)?.Set("terraform", new JsonObject()
            .Put("address", source.Address)
            .Put("workspace", source.State.Workspace)
            .Put("lineage", source.State.Lineage)
            .Put("serial", source.State.Serial));
    }

    /// <summary>Makes an object a draft, or null for one that is gone.</summary>
    protected abstract Draft? Read(TItem item);
}

/// <summary>Objects of some types, one draft for each.</summary>
internal abstract class StateResource(string kind, string task, string[] types, params string[] joins) : StateResource<StateObject>(kind, task, types, joins)
{
    public sealed override IAsyncEnumerable<StateObject> ListAsync(State session, Scope scope, CancellationToken cancel) => session.Of([.. Types]).ToAsyncEnumerable();

    protected sealed override StateObject Object(StateObject item) => item;
}
