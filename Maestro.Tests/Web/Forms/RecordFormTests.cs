using Bunit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Forms;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Tests.Web.Forms;

/// <summary>The form as a whole: what it shows, sends, and does when a plan says no.</summary>
public sealed class RecordFormTests : IAsyncDisposable
{
    private readonly Desk desk = new();

    public static TheoryData<string> Kinds => [.. new Catalogue().All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_Kind_has_a_form_with_a_label_and_help_for_each_field(string name)
    {
        var kind = Desk.Kind(name);
        var view = Draw(kind, null);
        var labels = view.FindAll(".form-field .label, .form-part > legend").Select(label => label.FirstChild!.TextContent).ToHashSet();
        Assert.Superset(kind.Fields.Where(field => !field.ReadOnly && field.When is null && field.Type is not Modules.Kinds.Types.Ref { Fields.Count: > 0 }).Select(field => field.Label).ToHashSet(), labels);
        Assert.NotEmpty(view.FindAll(".help"));
    }

    [Fact]
    public void A_new_record_is_sent_without_empty_fields()
    {
        Guid? saved = null;
        var view = Draw(Desk.Kind("client"), null, id => saved = id);
        view.Find("input[name=name]").Change("ACME");
        view.Find("form").Submit();
        Assert.Equal("""{"name":"ACME"}""", Assert.Single(desk.Drafts).Fields.ToJsonString());
        Assert.NotNull(saved);
    }

    [Fact]
    public void An_edit_is_sent_as_what_changed_upon_its_version_with_its_reason()
    {
        var record = desk.Put("server", "web1", """{"cpu":4,"os":{"base":"Linux","dist":"Debian"}}""", version: 7);
        var view = Draw(Desk.Kind("server"), record);
        view.Find("input[name='os.dist']").Change("Ubuntu");
        view.Find("input[name=reason]").Change("Reinstalled");
        view.Find("form").Submit();
        var draft = Assert.Single(desk.Drafts);
        Assert.Equal(("""{"os":{"dist":"Ubuntu"}}""", 7, record.Id), (draft.Fields.ToJsonString(), draft.Version!.Value, draft.Id!.Value));
        Assert.Equal(["Reinstalled"], desk.Reasons);
    }

    [Fact]
    public void Errors_of_a_plan_stand_beside_nested_fields_and_open_their_section()
    {
        var record = desk.Put("server", "web1", """{"cpu":4,"services":[{"name":"nginx"}],"auth":[{"type":"PKI"}]}""");
        desk.Answers.Enqueue(new PlanRow
        {
            Index = 0, Action = PlanAction.Error, Kind = "server", Cause = ProblemKind.Invalid,
            Errors = new Dictionary<string, string[]> { ["auth.0.type"] = ["\"PKI\" is not one of AD"], ["services.0.setup.bin"] = ["is 2000 characters long"], ["family"] = ["cannot be changed"] },
        });
        var view = Draw(Desk.Kind("server"), record);
        view.Find("input[name=cpu]").Change("8");
        view.Find("form").Submit();
        Assert.Equal("\"PKI\" is not one of AD", view.Find("section[aria-label=Sign-in] td .fault").TextContent);
        Assert.Equal("Host configuration · Binary path is 2000 characters long", view.Find("section[aria-label=Services] .fault").TextContent);
        Assert.Equal("family cannot be changed", view.Find(".note.bad").TextContent.Trim());
        Assert.False(view.Find("section[aria-label=Services]").HasAttribute("hidden"));
        Assert.Equal(["1", "1"], view.FindAll(".form-tabs em.bad").Select(count => count.TextContent));
        Assert.Contains(desk.JSInterop.Invocations, call => call.Identifier == "maestro.focusFault");
    }

    [Fact]
    public void A_required_field_is_named_beside_itself()
    {
        desk.Answers.Enqueue(new PlanRow { Index = 0, Action = PlanAction.Error, Kind = "client", Cause = ProblemKind.Invalid, Errors = new Dictionary<string, string[]> { ["name"] = ["is required"] } });
        var view = Draw(Desk.Kind("client"), null);
        view.Find("form").Submit();
        Assert.Equal("Name is required", view.Find(".form-field .fault").TextContent);
    }

    [Fact]
    public void A_record_that_moved_shows_both_versions_and_saves_upon_the_newer_one()
    {
        var record = desk.Put("server", "web1", """{"cpu":4,"memory":8}""", version: 1);
        var view = Draw(Desk.Kind("server"), record);
        desk.Records[0] = record with { Version = 2, Fields = Desk.Json("""{"name":"web1","cpu":6,"memory":16}""") };
        desk.Answers.Enqueue(new PlanRow { Index = 0, Action = PlanAction.Error, Kind = "server", Cause = ProblemKind.Stale, Errors = new Dictionary<string, string[]> { [""] = ["has changed since you read it"] } });
        view.Find("input[name=cpu]").Change("8");
        view.Find("form").Submit();
        Assert.Equal(["8", "6"], view.FindAll(".stale tbody td .value").Select(value => value.TextContent));
        view.Find(".stale .btn.primary").Click();
        Assert.Equal((2, """{"cpu":8}"""), (desk.Drafts[1].Version!.Value, desk.Drafts[1].Fields.ToJsonString()));
    }

    [Fact]
    public void A_likely_duplicate_is_told_and_does_not_stop_anything()
    {
        desk.Put("client", "ACME");
        var view = Draw(Desk.Kind("client"), null);
        view.Find("input[name=name]").Change("ACME");
        Assert.StartsWith("ACME already has this value.", view.Find(".caution").TextContent, StringComparison.Ordinal);
        view.Find("form").Submit();
        Assert.Single(desk.Drafts);
    }

    [Fact]
    public void A_value_that_a_source_gave_says_so_and_that_saving_pins_it()
    {
        var record = desk.Put("server", "web1", """{"cpu":4}""") with { Sources = ["Terraform"] };
        desk.Provenance = new([], [], new Dictionary<string, string> { ["cpu"] = "Terraform" });
        var view = Draw(Desk.Kind("server"), record);
        Assert.Equal("from Terraform", view.Find("em.from").TextContent);
        view.Find("input[name=cpu]").Change("8");
        Assert.Equal("from Terraform; saving pins your value", view.Find("em.from").TextContent);
    }

    [Fact]
    public void Fields_of_a_role_show_with_that_role_only()
    {
        desk.Put("option", "Roles", """{"key":"application_options.role","values":["Application","Jobs"]}""");
        var view = Draw(Desk.Kind("application"), null);
        Assert.Empty(view.FindAll("input[name='role.cron']"));
        view.Find("select[name='role.role']").Change("Jobs");
        Assert.Single(view.FindAll("input[name='role.cron']"));
        Assert.Empty(view.FindAll("input[name='role.ports']"));
    }

    [Fact]
    public void What_discovery_wrote_is_seen_and_cannot_be_typed()
    {
        var record = desk.Put("server", "web1", """{"raw_status":"running","os":{"base":"Linux","variety":"Debian"}}""");
        var view = Draw(Desk.Kind("server"), record);
        Assert.Empty(view.FindAll("input[name=raw_status]"));
        Assert.Equal(["Debian", "running"], view.FindAll("details.seen dd").Select(value => value.TextContent.Trim()).Order());
    }

    [Fact]
    public void A_section_is_edited_alone()
    {
        var record = desk.Put("client", "ACME", """{"contacts":[{"channel":"Email","value":"a@b.c"}]}""");
        var view = desk.Render<SectionForm>(with => with.Add(form => form.Kind, Desk.Kind("client")).Add(form => form.Record, record).Add(form => form.Section, "Contacts"));
        Assert.Empty(view.FindAll("input[name=name]"));
        view.FindAll(".edit-table input")[1].Change("c@d.e");
        view.Find("form").Submit();
        Assert.Equal("""{"contacts":[{"channel":"Email","value":"c@d.e"}]}""", Assert.Single(desk.Drafts).Fields.ToJsonString());
    }

    private IRenderedComponent<RecordForm> Draw(Kind kind, Record? record, Action<Guid>? saved = null) => desk.Render<RecordForm>(with => with
        .Add(form => form.Kind, kind).Add(form => form.Record, record).Add(form => form.Title, "Form").Add(form => form.OnSaved, id => saved?.Invoke(id)));

    public ValueTask DisposeAsync() => desk.DisposeAsync();
}
