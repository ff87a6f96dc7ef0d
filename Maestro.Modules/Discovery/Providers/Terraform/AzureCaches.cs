using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure Cache for Redis.</summary>
internal sealed class AzureCaches() : StateResource("cache", "cache-list", ["azurerm_redis_cache"])
{
    protected override Draft Read(StateObject item) => item.AzureService("cache", "Azure")
        .Set("engine", "redis")
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("hostname") is { } host ? item.Positive("ssl_port") is { } port ? FormattableString.Invariant($"{host}:{port}") : host : null)
            .Put("engine", "redis")
            .Put("engine_version", item.Text("redis_version"))
            .Put("cache_node_type", item.Text("sku_name") is { } sku ? $"{sku} {item.Text("family")}{item.Text("capacity")}".TrimEnd() : null)
            .Put("num_cache_nodes", item.Positive("shard_count"))
            .Put("transit_encryption_enabled", (item.Flag("non_ssl_port_enabled") ?? item.Flag("enable_non_ssl_port")) is { } open ? !open : null));
}
