using System.Collections.Frozen;

namespace Maestro.Modules.Kinds;

/// <summary>Maestro 0.6's misspelt values: accepted on input, stored and shown correctly.</summary>
public static class Spelling
{
    private static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["Avaliable"] = "Available",
        ["UTA"] = "UAT",
        ["Outher"] = "Other",
        ["outhers"] = "other",
        ["Thirty Party"] = "Third Party",
        ["Manange Oracle Service (SOA)"] = "Manage Oracle Service (SOA)",
        ["Continuos Integration (CI)"] = "Continuous Integration (CI)",
        ["Continuos Deployment (CD)"] = "Continuous Deployment (CD)",
        ["Git (Github, Bibucket)"] = "Git (GitHub, Bitbucket)",
        ["Glitter"] = "Gitter",
        ["SystV"] = "SysV init",
        ["SystemCtl"] = "systemd",
        ["bussiness"] = "business",
        ["Applications"] = "Application",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["sucessed"] = "succeeded",
        ["plataform"] = "platform",
        ["conections"] = "connections",
        ["dailure_code"] = "failure_code",
        ["dailure_message"] = "failure_message",
        ["droplets_ids"] = "droplet_ids",
        ["rnvironment"] = "environment",
        ["tevision_id"] = "revision_id",
        ["KMS_key_arn"] = "kms_key_arn",
        ["atRest_encryption_enabled"] = "at_rest_encryption_enabled",
        ["scaling_planName"] = "scaling_plan_name",
        ["ApiKeySelection_expression"] = "api_key_selection_expression",
        ["ProvisionedBandwidth"] = "provisioned_bandwidth",
        ["Aliases"] = "aliases",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The correct spelling of an option value; any other text is returned as it is.</summary>
    public static string Correct(string value) => Values.GetValueOrDefault(value, value);

    /// <summary>The correct spelling of a field name.</summary>
    public static string CorrectField(string name) => Fields.GetValueOrDefault(name, name);
}
