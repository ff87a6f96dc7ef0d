using System.Text.Json;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Every service of OpenStack writes errors in its own way.</summary>
internal static class StackFault
{
    internal static (string? Code, string? Message) Of(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return (null, null);
        // Octavia: {"faultcode": "Client", "faultstring": "…"}
        if (body.Text("faultstring") is { } fault)
            return (body.Text("faultcode"), fault);
        // Keystone: {"error": {"title", "message"}}; Neutron: {"NeutronError": {"type", "message"}}; Nova and Cinder: {"itemNotFound": {"message"}}
        foreach (var member in body.EnumerateObject())
        {
            if (member.Value.Text("message") is { } message)
                return (member.Value.Text("type") ?? (member.Name == "error" ? member.Value.Text("title") : member.Name), message);
        }

        return (body.Text("code"), body.Text("message"));
    }
}
