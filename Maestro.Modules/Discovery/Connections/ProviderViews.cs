using Maestro.Modules.Discovery.Providers;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>The providers as a form shows them.</summary>
internal static class ProviderViews
{
    internal static IReadOnlyList<ProviderView> All(bool hostCredentials) => [.. Line.Providers.Select(provider => Of(provider, hostCredentials))];

    private static ProviderView Of(Provider provider, bool hostCredentials) => new(provider.Name, provider.Label, provider.Datacenters, provider.HasRegions,
        [.. provider.Methods.Where(method => !method.OfHost || hostCredentials).Select(Of)],
        [.. provider.Resources.Select(resource => new ResourceView(resource.Name, resource.Kind, resource.Task, resource.Docs, resource.Permissions))]);

    private static MethodView Of(Method method) => new(method.Name, method.Label, method.Steps, method.Docs,
        [.. method.Fields.Select(field => new CredentialView(field.Name, field.Label, field.Help, field.Secret, field.Required && field.Default is null, field.Placeholder, field.Default, field.Lines))]);
}
