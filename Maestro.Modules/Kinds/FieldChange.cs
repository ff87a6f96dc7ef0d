using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds;

/// <summary>One field before and after; null stands for no value.</summary>
public sealed record FieldChange(string Path, JsonNode? Before, JsonNode? After);
