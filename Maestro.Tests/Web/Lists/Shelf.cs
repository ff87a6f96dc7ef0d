using System.Globalization;
using System.Text.Json.Nodes;
using Bunit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kinds;
using Maestro.Web;
using Maestro.Web.Inventory.Lists;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MudBlazor.Services;

namespace Maestro.Tests.Web.Lists;

/// <summary>What lists are tried with: the real catalogue and grammar, no inventory behind them.</summary>
public sealed class Shelf : BunitContext
{
    public static readonly IKinds Kinds = new Catalogue();

    public Shelf()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(Kinds);
    }

    public static Kind Server => Kinds.Get("server");

    internal static IQueries Queries { get; } = new QueryText(Kinds, TimeProvider.System);

    public IStringLocalizer<Texts> Words => Services.GetRequiredService<IStringLocalizer<Texts>>();

    internal FilterReading Reading => new(Kinds, Queries, Words);

    internal ListColumns Columns => new(Kinds, Queries, Words);

    public static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
