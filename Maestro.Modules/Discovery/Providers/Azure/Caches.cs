using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Azure Cache for Redis.</summary>
internal sealed class Caches() : AzureResource("azure.redis_caches", "cache", "cache-list", "https://learn.microsoft.com/rest/api/redis/redis/list-by-subscription", AzureCall.Redis)
{
    protected override Draft Translate(JsonElement item) => Arm.Service(item, "cache", "Azure")
        .Provisioned(item)
        .Set("engine", "redis")
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("properties.hostName") is { } host ? item.Positive("properties.sslPort") is { } port ? FormattableString.Invariant($"{host}:{port}") : host : null)
            .Put("engine", "redis")
            .Put("engine_version", item.Text("properties.redisVersion"))
            .Put("cache_node_type", item.Text("properties.sku.name") is { } sku ? $"{sku} {item.Text("properties.sku.family")}{item.Text("properties.sku.capacity")}".TrimEnd() : null)
            .Put("num_cache_nodes", item.Positive("properties.shardCount"))
            .Put("transit_encryption_enabled", item.Flag("properties.enableNonSslPort") is { } open ? !open : null));
}
