namespace Maestro.Web.Shared;

/// <summary>Line icons of providers and sources, by the provider's code.</summary>
internal static class ProviderIcons
{
    public static readonly Dictionary<string, string> Paths = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aws"] = "<path d=\"M8 1.8 11 3.5v3.3L8 8.5 5 6.8V3.5L8 1.8ZM5 3.5l3 1.7 3-1.7M8 5.2v3.3M2.3 10.5c3.3 2.7 8 2.8 11.2.5M11.6 10.3l2.2.5-.6 2.2\"/>",
        ["azure"] = "<path d=\"M6.3 2.5h2.4L5 13.5H2.2L6.3 2.5ZM8.9 5.3 7.1 10.2l3.6 3.3H14L9.8 2.5H8.7\"/>",
        ["digitalocean"] = "<path d=\"M8 13.8V11a3 3 0 1 0-3-3H2.2A5.8 5.8 0 1 1 8 13.8ZM8 11H5.3v2.5M5.3 13.5H3.2v-1.8\"/>",
        ["openstack"] = "<path d=\"M2.5 6.3V3.5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v2.8h-3V5.5h-5v.8h-3ZM2.5 9.7v2.8a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V9.7h-3v.8h-5v-.8h-3ZM2.5 8h.01M13.5 8h.01\"/>",
        ["google"] = "<path d=\"M12.4 4.4A5.7 5.7 0 1 0 13.7 8H8.5\"/>",
        ["terraform"] = "<path d=\"m6.1 3.8 3.9 2.2v4.4L6.1 8.2V3.8ZM14 4v4.3l-3.8 2.2M2.2 1.7v4.3L6 8.2M2.2 1.7 6 3.9M6.1 9.7 10 11.9v2.6l-3.9-2.2V9.7ZM10.2 6.2 14 4\"/>",
        ["ansible"] = "<circle cx=\"8\" cy=\"8\" r=\"5.8\"/><path d=\"M5.5 11 8 4.9l2.6 6.1-4.2-3.4\"/>",
        ["json"] = "<path d=\"M6 2.5H5A1.5 1.5 0 0 0 3.5 4v2.5L2 8l1.5 1.5V12A1.5 1.5 0 0 0 5 13.5h1M10 2.5h1A1.5 1.5 0 0 1 12.5 4v2.5L14 8l-1.5 1.5V12a1.5 1.5 0 0 1-1.5 1.5h-1\"/>",
        ["csv"] = "<rect x=\"2\" y=\"2.8\" width=\"12\" height=\"10.4\" rx=\"1.2\"/><path d=\"M2 6.2h12M2 9.7h12M6.5 2.8v10.4\"/>",
        ["vsphere"] = "<rect x=\"2.5\" y=\"2.5\" width=\"7.5\" height=\"7.5\" rx=\"1\"/><path d=\"M6 12v.5a1 1 0 0 0 1 1h5.5a1 1 0 0 0 1-1V7a1 1 0 0 0-1-1H12\"/>",
        ["on-prem"] = "<rect x=\"3.5\" y=\"2\" width=\"9\" height=\"12\" rx=\"1\"/><path d=\"M3.5 5h9M3.5 8h9M3.5 11h9M10.5 3.5h.01M10.5 6.5h.01M10.5 9.5h.01\"/>",
        ["person"] = "<circle cx=\"8\" cy=\"5\" r=\"2.6\"/><path d=\"M3 14c0-2.8 2.2-4.6 5-4.6s5 1.8 5 4.6\"/>",
    };
}
