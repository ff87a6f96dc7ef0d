namespace Maestro.Web.Discovery;

/// <summary>A sort of file that can be imported, as the page offers it.</summary>
/// <param name="Name">Its name in the address and at <c>IDiscovery</c>.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Text">What it brings, in a few words.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Accept">Endings that the file chooser offers.</param>
/// <param name="Files">What to drop, in a sentence.</param>
internal sealed record ImportSource(string Name, string Label, string Text, string Icon, string Accept, string Files)
{
    public static IReadOnlyList<ImportSource> All { get; } =
    [
        new("ansible", "Ansible facts", "Servers as their hosts describe themselves", "ansible", ".json,.gz,.tgz,.zip,.tar,.txt", "The files of the facts folder, or the folder as .zip or .tar.gz"),
        new("terraform", "Terraform state", "What Terraform made, with its links", "terraform", ".tfstate,.json,.gz,.tgz,.zip,.tar", "A terraform.tfstate of version 4, or the output of terraform show -json"),
        new("json", "Maestro JSON", "Anything, in Maestro's own words", "json", ".json,.gz,.tgz,.zip,.tar", "A .json file such as an export or the template"),
        new("csv", "CSV table", "Rows of one kind, edited in a spreadsheet", "csv", ".csv,.txt", "A .csv file whose first line names the columns"),
    ];

    public static ImportSource Of(string? name) => All.FirstOrDefault(source => source.Name == name) ?? All[0];
}
