using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>One of the clouds that Microsoft keeps apart: https://learn.microsoft.com/azure/developer/identity/overview#national-clouds</summary>
internal sealed record AzureCloud(string Name, string SignIn, string Management)
{
    private static readonly AzureCloud[] All =
    [
        new("public", "https://login.microsoftonline.com/", "https://management.azure.com"),
        new("usgovernment", "https://login.microsoftonline.us/", "https://management.usgovcloudapi.net"),
        new("china", "https://login.chinacloudapi.cn/", "https://management.chinacloudapi.cn"),
    ];

    internal static AzureCloud Of(string? name) => All.FirstOrDefault(cloud => cloud.Name.Equals(name ?? "public", StringComparison.OrdinalIgnoreCase))
        ?? throw new Problem(ProblemKind.Invalid, $"There is no Azure cloud \"{name}\": it is one of {string.Join(", ", All.Select(cloud => cloud.Name))}.");
}
