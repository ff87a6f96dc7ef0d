namespace Maestro.Modules.Inventory;

/// <summary>Another record with the same value of a field that should rarely be shared.</summary>
public sealed record Duplicate(string Field, Guid Id, string Kind, string Name);
