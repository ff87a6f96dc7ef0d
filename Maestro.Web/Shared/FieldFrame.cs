namespace Maestro.Web.Shared;

/// <summary>What a form field tells the input inside it: its id and name, whether it is wrong, and what describes it.</summary>
public sealed record FieldFrame(string Id, string? Name, bool Invalid, bool Required, string? DescribedBy);
