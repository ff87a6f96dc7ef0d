using System.Globalization;
using System.Resources;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Maestro.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Hosting;

/// <summary>Each module says how it is, to administrators alone and in both languages.</summary>
public sealed class StandingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task Every_module_that_keeps_something_says_how_it_is()
    {
        var standings = shared.App.Services.GetServices<IStanding>().ToList();
        Assert.Equal(["Access", "Audit", "Discovery", "Files", "Inventory", "Mail", "Notifications", "Scheduling"], standings.Select(standing => standing.Module).Order());
        var texts = new ResourceManager("Maestro.Web.Texts", typeof(Texts).Assembly).GetResourceSet(CultureInfo.GetCultureInfo("pt-BR"), true, false)!;
        foreach (var standing in standings)
        {
            var lines = await standing.StandAsync(Actor.System("test"), TestContext.Current.CancellationToken);
            Assert.NotEmpty(lines);
            Assert.All(lines, line => Assert.NotNull(texts.GetString(line.Label)));
        }
    }

    [Fact]
    public async Task Nobody_but_an_administrator_is_told()
    {
        var somebody = new Actor { UserId = Guid.NewGuid(), Name = "somebody" };
        foreach (var standing in shared.App.Services.GetServices<IStanding>())
            Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => standing.StandAsync(somebody, TestContext.Current.CancellationToken))).Kind);
    }

    [Fact]
    public async Task Access_counts_people_and_sessions()
    {
        await shared.App.SignInAsync();
        var access = shared.App.Services.GetServices<IStanding>().Single(standing => standing.Module == "Access");
        var lines = await access.StandAsync(Actor.System("test"), TestContext.Current.CancellationToken);
        Assert.Equal(1, lines.Single(line => line.Label == "People").Count);
        Assert.Equal(1, lines.Single(line => line.Label == "Open sessions").Count);
    }
}
