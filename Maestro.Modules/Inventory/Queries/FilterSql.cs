using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using TagsType = Maestro.Modules.Kinds.Types.Tags;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>
/// Turns a filter into SQL over declared paths. A path walks fields, sub-fields, list items and, up to three times,
/// references, whose targets count only where the actor may read them, and are what they were at the moment that is asked for.
/// </summary>
internal sealed class FilterSql(IKinds kinds, Actor actor, Sql sql, DateTimeOffset? at)
{
    private const int Deepest = 3;
    private readonly bool live = at is null;
    private int names;

    internal string Of(Kind kind, Filter filter, string alias = "r") => filter switch
    {
        Filter.And all => all.Of.Count == 0 ? "true" : "(" + string.Join(" and ", all.Of.Select(one => Of(kind, one, alias))) + ")",
        Filter.Or any => any.Of.Count == 0 ? "false" : "(" + string.Join(" or ", any.Of.Select(one => Of(kind, one, alias))) + ")",
        Filter.Not not => $"not ({Of(kind, not.Of, alias)})",
        Filter.Test test => Test(kind, test, alias),
        _ => throw new InvalidOperationException("A filter of an unknown sort."),
    };

    // A negative operator is the denial of its positive: for lists, no item matches.
    private string Test(Kind kind, Filter.Test test, string alias)
    {
        var positive = test.Operator switch { "n" => "", "nic" => "ic", var other => other };
        var condition = Walk(kind, test.Path.Split("__"), positive, test.Values, alias, test.Path, 0);
        return positive == test.Operator ? condition : $"not {condition}";
    }

    private string Walk(Kind kind, string[] path, string op, IReadOnlyList<string> values, string alias, string whole, int depth)
    {
        if (path.Length == 1 && Expression.Columns.TryGetValue(path[0], out var column))
            return Column(alias, path[0], column, op, values, whole);
        if (path.Length == 1 && path[0] == "owner")
            return Compare($"{alias}.owner_id::text", Shape.Text, op, values, new Text(), whole);
        if (path.Length == 1 && path[0] == "last_seen")
            return LastSeen(alias, op, values, whole);
        if (path is [DriftReading.Path] && kind.Placed)
            return Standing(kind, alias, op, values, whole);
        if (path is [DriftReading.Source] && op.Length == 0)
            return !live ? throw Problem.Malformed($"\"{whole}\": who sees a record is known for now only.") : $"exists (select 1 from inventory.sightings s where s.record_id = {alias}.id and s.origin_id = any(array(select o.id from inventory.origins o where o.provider = any({sql.Value(values.ToArray())}))))";
        var field = kind.Find(path[0]) ?? kind.Fields.FirstOrDefault(candidate => candidate.Was == path[0])
            ?? kinds.FamilyOf(kind).Select(family => family.Find(path[0])).FirstOrDefault(found => found is not null)
            ?? throw Problem.Malformed($"\"{whole}\": {kind.LabelPlural} have no field \"{path[0]}\".");
        return Field(kind, field, path[1..], [field.Name], op, values, alias, "doc", whole, depth);
    }

    private string Field(Kind kind, Field field, string[] rest, IReadOnlyList<string> at, string op, IReadOnlyList<string> values, string alias, string column, string whole, int depth)
    {
        switch (field.Type)
        {
            case TagsType:
                return Tag(alias, rest, op, values, whole);
            case Group group when rest.Length > 0:
                var member = group.Find(rest[0]) ?? throw Problem.Malformed($"\"{whole}\": {field.Label} has no field \"{rest[0]}\".");
                return Field(kind, member, rest[1..], [.. at, member.Name], op, values, alias, column, whole, depth);
            case Ref reference:
                return Reference(reference, field, rest, at, op, values, alias, column, whole, depth, many: false);
            case ListOf { Item: Ref reference } when column == "doc" && at.Count == 1:
                return Reference(reference, field, rest, at, op, values, alias, column, whole, depth, many: true);
            case ListOf list:
                return Items(kind, list, rest, at, op, values, alias, column, whole, depth);
            default:
                if (rest.Length > 0)
                    throw Problem.Malformed($"\"{whole}\": \"{rest[0]}\" is neither a field of {field.Label} nor an operator.");
                return Prefiltered(field, op, values, Compare(Expression.Of(alias, at, field.Type, column), field.Type.Shape, op, values, field.Type, whole), alias, column);
        }
    }

    // The trigram index over the search text finds the few rows that can match; the comparison decides.
    private string Prefiltered(Field field, string op, IReadOnlyList<string> values, string condition, string alias, string column)
    {
        if (!live || !field.Searchable || column != "doc" || alias[0] == 'i' || op is not ("ic" or "isw" or "iew" or "ie") || values.Count != 1 || values[0].Length < 3)
            return condition;
        return $"({alias}.search like {sql.Value("%" + Sql.Like(values[0].ToLowerInvariant()) + "%")} and {condition})";
    }

    private string Reference(Ref reference, Field field, string[] rest, IReadOnlyList<string> at, string op, IReadOnlyList<string> values, string alias, string column, string whole, int depth, bool many)
    {
        if (rest.Length == 0 || rest is ["id"])
        {
            if (op == "empty")
                return Empty($"{alias}.{column} #> {Expression.Path(many ? at : [.. at, "id"])} is null", values, whole);
            var ids = values.Select(value => Guid.TryParse(value, out var id) ? id.ToString() : throw Problem.Malformed($"\"{whole}\": \"{value}\" is not an id; filter by name with {whole}__name.")).ToArray();
            if (op.Length > 0)
                throw Problem.Malformed($"\"{whole}\": an id is compared with = or n, not \"{op}\".");
            return many
                ? "(" + string.Join(" or ", ids.Select(id => $"coalesce({alias}.{column} #> {Expression.Path(at)}, '[]'::jsonb) @> {sql.Value(new JsonArray(new JsonObject { ["id"] = id }).ToJsonString())}::jsonb")) + ")"
                : $"{Expression.Of(alias, at, reference, column)} = any({sql.Value(ids)})";
        }

        if (reference.Fields.FirstOrDefault(own => own.Name == rest[0]) is { } edge)
        {
            if (!many)
                return Field(null!, edge, rest[1..], [.. at, edge.Name], op, values, alias, column, whole, depth);
            var item = $"i{names++}";
            return $"exists (select 1 from jsonb_array_elements({alias}.{column} #> {Expression.Path(at)}) {item}(doc) where {Field(null!, edge, rest[1..], [edge.Name], op, values, item, "doc", whole, depth)})";
        }

        return Target(reference, field, rest, at, op, values, alias, column, whole, depth);
    }

    private string Target(Ref reference, Field field, string[] rest, IReadOnlyList<string> path, string op, IReadOnlyList<string> values, string alias, string column, string whole, int depth)
    {
        if (depth >= Deepest)
            throw Problem.Malformed(FormattableString.Invariant($"\"{whole}\": a path follows at most {Deepest} references."));
        if (column != "doc")
            throw Problem.Malformed($"\"{whole}\": this path cannot be followed further.");
        var target = kinds.Get(reference.Kind);
        var t = $"t{names++}";
        var name = op == "empty" && rest is ["name"] ? throw Problem.Malformed($"\"{whole}\": ask {field.Name}__empty instead.") : Walk(target, rest, op, values, t, whole, depth + 1);
        var subjects = actor.SeesAll ? "" : sql.Value(actor.SubjectIds);
        string May(string of) => Readable.TargetSql(actor, target.Name, of, subjects);
        if (depth == 0 && live)
        {
            var l = $"l{names++}";
            return $"exists (select 1 from inventory.links {l} join inventory.records {t} on {t}.id = {l}.target_id and {May(t)} where {l}.source_id = {alias}.id and {l}.path = {sql.Value(string.Join('.', path))} and {name})";
        }

        var ids = $"select (x.doc ->> 'id')::uuid from jsonb_array_elements(case jsonb_typeof({alias}.doc #> {Expression.Path(path)}) when 'array' then {alias}.doc #> {Expression.Path(path)} else jsonb_build_array({alias}.doc #> {Expression.Path(path)}) end) x(doc)";
        return at is { } moment
            ? $"exists (select 1 from {AsOf.Source($"o.id in ({ids}) and {May("o")}", moment, sql)} {t} where {name})"
            : $"exists (select 1 from inventory.records {t} where {t}.id in ({ids}) and {May(t)} and {name})";
    }

    private string Items(Kind kind, ListOf list, string[] rest, IReadOnlyList<string> at, string op, IReadOnlyList<string> values, string alias, string column, string whole, int depth)
    {
        var array = $"{alias}.{column} #> {Expression.Path(at)}";
        if (op == "empty" && rest.Length == 0)
            return Empty($"{array} is null", values, whole);
        var item = $"i{names++}";
        if (list.Item is Group or Ref && rest.Length > 0)
        {
            var member = (list.Item is Group group ? group.Fields : ((Ref)list.Item).Fields).FirstOrDefault(field => field.Name == rest[0])
                ?? throw Problem.Malformed($"\"{whole}\": the items have no field \"{rest[0]}\".");
            return $"exists (select 1 from jsonb_array_elements({array}) {item}(doc) where {Field(kind, member, rest[1..], [member.Name], op, values, item, "doc", whole, depth)})";
        }

        if (rest.Length > 0 || list.Item is Group or Any)
            throw Problem.Malformed($"\"{whole}\": name a field of the items, or ask \"empty\".");
        return $"exists (select 1 from jsonb_array_elements_text({array}) {item}(v) where {Compare($"{item}.v {Expression.Natural}", Shape.Text, op, values, list.Item, whole)})";
    }

    private string Tag(string alias, string[] rest, string op, IReadOnlyList<string> values, string whole)
    {
        if (rest.Length == 0)
        {
            if (op == "empty")
                return Empty($"{alias}.doc -> 'tags' is null", values, whole);
            if (op.Length > 0)
                throw Problem.Malformed($"\"{whole}\": name the tag's key, as in tags__env__{op}.");
            return live ? $"{alias}.tags && {sql.Value(values.ToArray())}" : Tagged(alias, $"t.doc ->> 'key' = any({sql.Value(values.ToArray())}) or (t.doc ->> 'key') || '=' || (t.doc ->> 'value') = any({sql.Value(values.ToArray())})");
        }

        var key = Uri.UnescapeDataString(string.Join("__", rest));
        if (op == "empty")
            return Empty(live ? $"not {alias}.tags @> {sql.Value(new[] { key })}" : $"not {Tagged(alias, $"t.doc ->> 'key' = {sql.Value(key)}")}", values, whole);
        if (op.Length == 0 && live)
            return $"{alias}.tags && {sql.Value(values.Select(value => $"{key}={value}").ToArray())}";
        var guard = live ? $"{alias}.tags @> {sql.Value(new[] { key })} and " : "";
        return $"({guard}{Tagged(alias, $"t.doc ->> 'key' = {sql.Value(key)} and {Compare($"(t.doc ->> 'value') {Expression.Natural}", Shape.Text, op, values, new Text(), whole)}")})";
    }

    private static string Tagged(string alias, string condition) => $"exists (select 1 from jsonb_array_elements({alias}.doc -> 'tags') t(doc) where {condition})";

    private string Column(string alias, string name, (string Column, Shape Shape) column, string op, IReadOnlyList<string> values, string whole)
    {
        if (name == "id")
        {
            var ids = values.Select(value => Guid.TryParse(value, out var id) ? id : throw Problem.Malformed($"\"{whole}\": \"{value}\" is not an id.")).ToArray();
            return op.Length == 0 ? $"{alias}.id = any({sql.Value(ids)})" : throw Problem.Malformed($"\"{whole}\": an id is compared with = or n, not \"{op}\".");
        }

        return column.Shape == Shape.Instant
            ? Moment($"{alias}.{column.Column}", op, values, whole)
            : Compare($"{alias}.{column.Column}", Shape.Text, op, values, new Text(), whole);
    }

    private string LastSeen(string alias, string op, IReadOnlyList<string> values, string whole) =>
        op == "empty"
            ? Empty($"not exists (select 1 from inventory.sightings s where s.record_id = {alias}.id)", values, whole)
            : Moment($"(select max(s.last_seen) from inventory.sightings s where s.record_id = {alias}.id)", op, values, whole);

    // By the index that begins with the root, so that what is rare is found without looking at everything.
    private string Standing(Kind kind, string alias, string op, IReadOnlyList<string> values, string whole)
    {
        if (!live)
            throw Problem.Malformed($"\"{whole}\": how things stand is known for now only.");
        if (op.Length > 0)
            throw Problem.Malformed($"\"{whole}\": a standing is compared with = or n, not \"{op}\".");
        var wrong = values.FirstOrDefault(value => !Enum.GetNames<DriftStatus>().Contains(value, StringComparer.OrdinalIgnoreCase));
        if (wrong is not null)
            throw Problem.Malformed($"\"{whole}\": \"{wrong}\" is none of {string.Join(", ", Enum.GetNames<DriftStatus>().Select(name => name.ToLowerInvariant()))}.");
        var d = $"d{names++}";
        return $"exists (select 1 from inventory.drift {d} where {d}.record_id = {alias}.id and {d}.root = '{kind.Root}' and {d}.status = any({sql.Value(values.Select(value => value.ToLowerInvariant()).ToArray())}))";
    }

    private string Moment(string expression, string op, IReadOnlyList<string> values, string whole)
    {
        var instants = values.Select(value => Parsed(() => Instant.Read(value.Trim()), whole)).ToArray();
        var sign = Sign(op, whole);
        return "(" + string.Join(" or ", instants.Select((instant, at) => sign == "=" && values[at].Trim().Length == 10
            ? $"({expression} >= {sql.Value(instant)} and {expression} < {sql.Value(instant.AddDays(1))})"
            : $"{expression} {sign} {sql.Value(instant)}")) + ")";
    }

    private static string Sign(string op, string whole) => op switch
    {
        "" => "=",
        "gt" => ">",
        "gte" => ">=",
        "lt" => "<",
        "lte" => "<=",
        _ => throw Problem.Malformed($"\"{whole}\": the operator \"{op}\" does not fit this field."),
    };

    private string Compare(string expression, Shape shape, string op, IReadOnlyList<string> values, FieldType type, string whole)
    {
        if (!(shape == Shape.Text ? Texts : type.Operators).Contains(op))
            throw Problem.Malformed($"\"{whole}\": the operator \"{op}\" does not fit a {type.Name}; it takes {string.Join(", ", type.Operators.Select(one => one.Length == 0 ? "=" : one))}.");
        if (op == "empty")
            return Empty(shape == Shape.Number ? $"{expression} = '-Infinity'::numeric" : $"{expression} = ''", values, whole);
        return shape switch
        {
            Shape.Number => Numbers(expression, op, values, whole),
            Shape.Instant => Stamps(expression, op, values, whole),
            Shape.Flag => $"{expression} = any({sql.Value(values.Select(value => Parsed(() => type.Parse(value), whole) is { } flag ? type.Print(flag) : "").ToArray())})",
            _ => TextTest(expression, op, values),
        };
    }

    private static readonly string[] Texts = ["", "ic", "isw", "iew", "ie", "empty", "gt", "gte", "lt", "lte"];

    private string TextTest(string expression, string op, IReadOnlyList<string> values) => op switch
    {
        "" => $"{expression} = any({sql.Value(values.ToArray())})",
        "gt" or "gte" or "lt" or "lte" => "(" + string.Join(" or ", values.Select(value => $"{expression} {Sign(op, "")} {sql.Value(value)}")) + ")",
        _ => $"{Bare(expression)} ilike any({sql.Value(values.Select(value => op switch { "ic" => $"%{Sql.Like(value)}%", "isw" => $"{Sql.Like(value)}%", "iew" => $"%{Sql.Like(value)}", _ => Sql.Like(value) }).ToArray())})",
    };

    private static string Bare(string expression) => expression.EndsWith(Expression.Natural, StringComparison.Ordinal) ? expression[..^Expression.Natural.Length] : expression;

    private string Numbers(string expression, string op, IReadOnlyList<string> values, string whole)
    {
        var numbers = values.Select(value => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Problem.Malformed($"\"{whole}\": \"{value}\" is not a number.")).ToArray();
        // The stand-in for "no value" is below every number and must not count as one.
        var there = op is "lt" or "lte" ? $" and {expression} > '-Infinity'::numeric" : "";
        return op.Length == 0 ? $"{expression} = any({sql.Value(numbers)})" : $"({string.Join(" or ", numbers.Select(number => $"{expression} {Sign(op, whole)} {sql.Value(number)}"))}){there}";
    }

    private string Stamps(string expression, string op, IReadOnlyList<string> values, string whole)
    {
        var sign = Sign(op, whole);
        var there = op is "lt" or "lte" ? $" and {expression} > ''" : "";
        return "(" + string.Join(" or ", values.Select(value => (Instant: Parsed(() => Instant.Read(value.Trim()), whole), Day: sign == "=" && value.Trim().Length == 10)).Select(pair => pair.Day
            ? $"({expression} >= {sql.Value(Instant.Print(pair.Instant))} and {expression} < {sql.Value(Instant.Print(pair.Instant.AddDays(1)))})"
            : $"{expression} {sign} {sql.Value(Instant.Print(pair.Instant))}")) + ")" + there;
    }

    private static T Parsed<T>(Func<T> parse, string whole)
    {
        try
        {
            return parse();
        }
        catch (FormatException wrong)
        {
            throw Problem.Malformed($"\"{whole}\": {wrong.Message}.");
        }
    }

    private static string Empty(string isEmpty, IReadOnlyList<string> values, string whole) => values switch
    {
        ["true" or "True" or "1" or ""] => $"({isEmpty})",
        ["false" or "False" or "0"] => $"(not ({isEmpty}))",
        _ => throw Problem.Malformed($"\"{whole}\" takes true or false."),
    };
}
