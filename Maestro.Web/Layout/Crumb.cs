namespace Maestro.Web.Layout;

/// <summary>A step on the way to a page.</summary>
public sealed record Crumb(string Label, string? Href = null);
