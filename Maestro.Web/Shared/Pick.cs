namespace Maestro.Web.Shared;

/// <summary>Something to choose.</summary>
/// <param name="Value">What is stored.</param>
/// <param name="Label">What is read; the value itself when null.</param>
/// <param name="Detail">Something faint behind it.</param>
/// <param name="Icon">Name of an icon.</param>
public sealed record Pick(string Value, string? Label = null, string? Detail = null, string? Icon = null)
{
    public string Word => Label ?? Value;
}
