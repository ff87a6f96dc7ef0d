using Maestro.Modules.Discovery;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Settings;

/// <summary>Reads, tries and saves what tags mean.</summary>
public sealed partial class TagRulesPage
{
    private readonly List<Rule> rules = [];
    private TagRules? known;
    private IReadOnlyList<Pick> fields = [];
    private IReadOnlyList<Pick> kinds = [];
    private IReadOnlyList<TagOutcome>? outcomes;
    private IReadOnlyDictionary<string, string[]> errors = new Dictionary<string, string[]>();
    private string? refused, tags;
    private string kind = "server";
    private bool denied;

    [Inject] public ITagRules Tags { get; set; } = null!;

    [Inject] public IKinds Kinds { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        kinds = [.. Kinds.All.Where(one => one.Placed).Select(one => new Pick(one.Name, KindTexts.LabelOf(one))).OrderBy(pick => pick.Word, StringComparer.CurrentCultureIgnoreCase)];
        try
        {
            await LoadAsync();
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Denied)
        {
            denied = true;
        }
    }

    private async Task LoadAsync()
    {
        known = await Tags.GetAsync(await ActorAsync(), Gone);
        fields = [.. known.Fields.Select(path => new Pick(path, Kinds.All.Select(one => Paths.FieldAt(one, path)).FirstOrDefault(field => field is not null) is { } field && !string.Equals(KindTexts.LabelOf(field), path, StringComparison.OrdinalIgnoreCase) ? $"{KindTexts.LabelOf(field)} ({path})" : path))];
        rules.Clear();
        rules.AddRange(known.Rules.OrderBy(rule => rule.Key, StringComparer.OrdinalIgnoreCase).Select(rule => new Rule { Key = rule.Key, Field = rule.Value }));
        (errors, refused) = (new Dictionary<string, string[]>(), null);
    }

    private Task SaveAsync() => Busy ? Task.CompletedTask : DoAsync(async () =>
    {
        await Tags.SaveAsync(await ActorAsync(), Typed(), Gone);
        await LoadAsync();
        Toasts.Good(L["Saved. The next crawl goes by it."]);
    });

    private Task ResetAsync() => DoAsync(async () =>
    {
        await Tags.SaveAsync(await ActorAsync(), null, Gone);
        await LoadAsync();
    });

    private Task TryOutAsync() => DoAsync(async () =>
    {
        var typed = (tags ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.Last() is [_, var value] ? value : "");
        outcomes = await Tags.TryAsync(await ActorAsync(), kind, typed, Typed(), Gone);
    });

    private async Task DoAsync(Func<Task> work)
    {
        (errors, refused) = (new Dictionary<string, string[]>(), null);
        await TryAsync(async () =>
        {
            try
            {
                await work();
            }
            catch (Problem wrong) when (wrong.Kind == ProblemKind.Invalid)
            {
                errors = wrong.Errors;
                refused = string.Join(" ", wrong.Errors.Where(error => rules.All(rule => $"rules.{rule.Key.Trim()}" != error.Key)).SelectMany(error => error.Value).DefaultIfEmpty(L["Some rules are wrong."]));
            }
        });
    }

    // Two rules of one key reach the contract as two, so that it can say so.
    private Dictionary<string, string> Typed()
    {
        var typed = new Dictionary<string, string>();
        foreach (var rule in rules.Where(rule => rule.Key.Length > 0 || rule.Field.Length > 0))
        {
            if (!typed.TryAdd(rule.Key.Trim(), rule.Field))
                throw Problem.Invalid($"rules.{rule.Key.Trim()}", "stands there twice; upper and lower case are one");
        }

        return typed;
    }

    private string? Fault(Rule rule) => errors.TryGetValue($"rules.{rule.Key.Trim()}", out var faults) ? faults[0] : null;

    private sealed class Rule
    {
        public string Key { get; set; } = "";

        public string Field { get; set; } = "";
    }
}
