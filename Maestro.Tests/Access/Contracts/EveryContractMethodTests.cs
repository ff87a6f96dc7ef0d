using System.Globalization;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Tests.Access.Endpoints;
using Microsoft.Extensions.DependencyInjection;
using Caller = Maestro.Tests.Access.Endpoints.Caller;

namespace Maestro.Tests.Access.Contracts;

/// <summary>Who gets what from every contract method. A new one without a line in the table fails here.</summary>
public sealed class EveryContractMethodTests(Callers callers) : IClassFixture<Callers>
{
    public static TheoryData<string> Lines => [.. ContractTable.Entries.Select(entry => entry.Method)];

    [Fact]
    public void Every_contract_method_that_acts_for_somebody_stands_in_the_table()
    {
        Assert.Equal([], ContractTable.Methods.Except(ContractTable.Entries.Select(entry => entry.Method)));
        Assert.Equal([], ContractTable.Entries.Select(entry => entry.Method).Except(ContractTable.Methods));
        var (methods, people) = (ContractTable.Entries.Count, ContractTable.Callers.Length);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{methods} contract methods × {people} callers = {methods * people} cases"));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Each_caller_gets_the_answer_that_the_table_says(string method)
    {
        var entry = ContractTable.Entries.Single(one => one.Method == method);
        Target? shared = null;
        var answers = new List<string>();
        foreach (var caller in ContractTable.Callers)
        {
            var target = entry.Changes || shared is null ? shared = await callers.TargetAsync(entry.On) : shared;
            answers.Add(await AnswerAsync(entry, new Knock(await ActorAsync(caller), target, callers.App.Services)));
        }
        Assert.Equal(entry.Answers, string.Join(' ', answers));
    }

    private static async Task<string> AnswerAsync(ContractEntry entry, Knock knock)
    {
        try
        {
            return await entry.Call(knock) ?? "ok";
        }
        catch (Problem problem)
        {
            return problem.Kind.ToString().ToLowerInvariant();
        }
    }

    // A stranger is somebody whom Maestro has never heard of.
    private async Task<Actor> ActorAsync(Caller caller) => caller == Caller.Stranger
        ? new Actor { UserId = Guid.CreateVersion7(), Name = "Stranger" }
        : (await callers.App.Services.GetRequiredService<IAccess>().ActorOfAsync(callers.IdOf(caller), null, Knock.Cancel))!;
}
