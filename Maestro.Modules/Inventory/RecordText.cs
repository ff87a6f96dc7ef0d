using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Api;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory;

/// <summary>A record as text for scripts.</summary>
public static class RecordText
{
    /// <summary>The JSON that the API answers for the record; sensitive values are masked.</summary>
    public static JsonObject Api(Record record, Kind kind) => RecordJson.Of(record, kind);
}
