namespace Maestro.Web.Layout;

/// <summary>Something that search or palette offers.</summary>
/// <param name="Group">Heading it stands under.</param>
/// <param name="Label">Its name.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Href">Where it leads; null for an act.</param>
/// <param name="Detail">Something faint behind it.</param>
/// <param name="Act">What it does instead of leading somewhere.</param>
public sealed record Found(string Group, string Label, string Icon, string? Href = null, string? Detail = null, Func<Task>? Act = null);
