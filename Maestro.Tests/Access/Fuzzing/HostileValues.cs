using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Maestro.Tests.Access.Fuzzing;

/// <summary>What no honest caller would send, drawn by a seeded generator.</summary>
internal static class HostileValues
{
    /// <summary>Runs in a browser that takes text for markup.</summary>
    internal static readonly string[] Markup =
    [
        "<script>window.pwned=1</script>", "\"><img src=x onerror=window.pwned=1>", "'><svg/onload=window.pwned=1>", "</title><script>window.pwned=1</script>", "<iframe srcdoc='<script>parent.pwned=1</script>'>",
        "javascript:window.pwned=1", "<a href=\"javascript:window.pwned=1\">x</a>", "<details open ontoggle=window.pwned=1>", "<style>@import 'x'</style>", "{{constructor.constructor('window.pwned=1')()}}", "<!--><script>window.pwned=1</script>-->",
        "<math><mtext></p><script>window.pwned=1</script>", "\" autofocus onfocus=\"window.pwned=1", "&lt;script&gt;window.pwned=1&lt;/script&gt;", "<base href=//evil.example>", "]]><script>window.pwned=1</script>",
    ];

    private static readonly string[] Sql = ["' or '1'='1", "'; drop table inventory.records; --", "\\'; select pg_sleep(30); --", "$1", "%s%n%x", "1); delete from access.users; --", "' union select password_hash from access.users --", "{\"$ne\":null}", "$$", "\\", "%", "_", "E'\\x00'"];

    private static readonly string[] Letters =
    [
        "", " ", "\t\r\n", "\0", "a\0b", "\u0001\u001f\u007f\u0085", "\u200b\u200e\u202e\u2066abc", "\ufeff", "\ufffd\uffff", "𝕳𝖊𝖑𝖑𝖔 🏳️‍🌈👩‍👩‍👧‍👦", "Z̸̢͓͉͎̰͚̝̩̐̇̋a̷̢͔̰̪͍͙͛l̸̢̟̗̪̲̇̈́͑g̴̡̛͚̝̗̎o", "İıſßŉ", "الله أكبر‏", "中文字符", "﷽﷽﷽", "a\u0300\u0301\u0302", "..%2f..%2f..%2fetc/passwd", "../../../../etc/passwd", "C:\\Windows\\win.ini",
        "CON", "null", "undefined", "true", "NaN", "-Infinity", "0x10", "1e309", "-1", "0", "00000000-0000-0000-0000-000000000000", "2026-02-30T25:61:61Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "10000-01-01", "2026-01-01", "1970-01-01T00:00:00", "٣", "１２３",
        "=cmd|' /C calc'!A0", "${jndi:ldap://127.0.0.1/x}", "{{7*7}}", "(a+)+$", "a@b", "http://169.254.169.254/latest", "file:///etc/passwd", "//evil.example", "::1", "999.999.999.999", "10.0.0.1/99",
    ];

    /// <summary>A hostile text.</summary>
    internal static string Text(Random random) => random.Next(10) switch
    {
        0 or 1 => Markup[random.Next(Markup.Length)],
        2 or 3 => Sql[random.Next(Sql.Length)],
        4 => new string((char)random.Next(1, 0xd7ff), random.Next(1, random.Next(4) == 0 ? 20_000 : 300)),
        5 => string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => char.ConvertFromUtf32(random.Next(2) == 0 ? random.Next(1, 0xd7ff) : random.Next(0x10000, 0x10ffff)))),
        6 => Letters[random.Next(Letters.Length)] + Letters[random.Next(Letters.Length)],
        _ => Letters[random.Next(Letters.Length)],
    };

    /// <summary>A hostile value as JSON, not always good JSON.</summary>
    internal static string Json(Random random, int depth = 0) => (depth > 2 ? random.Next(5) : random.Next(14)) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => Number(random),
        3 => "[]",
        4 => "{}",
        5 => "[" + string.Join(',', Enumerable.Range(0, random.Next(1, 20)).Select(_ => Json(random, depth + 1))) + "]",
        6 => "{" + string.Join(',', Enumerable.Range(0, random.Next(1, 8)).Select(_ => $"{Quoted(Text(random))}:{Json(random, depth + 1)}")) + "}",
        7 => Deep(random),
        8 => random.Next(6) switch { 0 => "\"\\ud800\"", 1 => "\"\\u0000\"", 2 => "\"\\udfff\\ud800\"", 3 => "[null,null]", 4 => "{\"id\":{\"id\":{}}}", _ => "{\"name\":null,\"name\":[]}" },
        9 => "[" + string.Join(',', Enumerable.Repeat(Quoted(Text(random)), random.Next(1, 20))) + "]",
        10 => "{\"id\":" + Quoted(random.Next(2) == 0 ? Guid.Empty.ToString() : Text(random)) + "}",
        _ => Quoted(Text(random)),
    };

    /// <summary>Bytes in the place of a whole body.</summary>
    internal static byte[] Body(Random random) => random.Next(12) switch
    {
        0 => [],
        1 => "{"u8.ToArray(),
        2 => [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00],
        3 => [0x7b, 0x22, 0x6e, 0x61, 0x6d, 0x65, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0xff, 0x22, 0x7d],
        4 => Encoding.UTF8.GetBytes(Deep(random)),
        5 => Encoding.UTF8.GetBytes("\ufeff{}"),
        6 => "null"u8.ToArray(),
        7 => Encoding.UTF8.GetBytes("{\"name\":\"x\",\"name\":\"y\"}"),
        8 => Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("{}", random.Next(1, 400))) + "]"),
        9 => Encoding.UTF8.GetBytes("{\"name\":\"" + new string('x', random.Next(1, 500_000)) + "\"}"),
        10 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(_ => (char)random.Next(1, 0xd7ff)))),
        _ => Encoding.UTF8.GetBytes(Json(random)),
    };

    /// <summary>A value of a header: what a socket can carry.</summary>
    internal static string Header(Random random, string name) => (name, random.Next(3)) switch
    {
        ("If-Match", 0) => new[] { "*", "\"", "W/", "W/\"", "\"1", "1", "\"-1\"", "\"99999999999999999999\"", "\"1\", \"2\"", "\"1\" or 1=1", "W/\"0\"", "\"\"", "é" }[random.Next(13)],
        ("Content-Type", _) => new[] { "text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data", "multipart/form-data; boundary=", "application/json; charset=\"", "x", "application/x-www-form-urlencoded", "text/csv", "application/json;;;" }[random.Next(10)],
        ("Accept", 0) => new[] { "text/html", "*", "image/svg+xml;q=9", ";;;", "application/json;q=-1" }[random.Next(5)],
        ("X-Maestro-Team", 0) => Guid.Empty.ToString(),
        _ => new string([.. Text(random).Where(letter => letter is >= ' ' and not '\u007f').Take(2_000)]),
    };

    /// <summary>A text as it stands in an address: percent-encoded, sometimes as bytes that are no UTF-8.</summary>
    internal static string Address(Random random, string text) => random.Next(12) switch
    {
        0 => "%ff%fe",
        1 => "%c3%28",
        2 => "%00",
        3 => "%ed%a0%80",
        _ => string.Concat(Encoding.UTF8.GetBytes(text.Length > 2_000 ? text[..2_000].TrimEnd('\ud83c', '\ud83d') : text).Select(one => char.IsAsciiLetterOrDigit((char)one) ? $"{(char)one}" : $"%{one:x2}")),
    };

    private static string Number(Random random) => new[] { "0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "99999999999999999999999999999999999999", "9223372036854775808", "2147483648", "0.1e1", "1E+2", "123456789012345678901234567890.123456789", "01", "+1", "1.", ".5", "0x10" }[random.Next(18)];

    private static string Deep(Random random)
    {
        var depth = random.Next(20, 20_000);
        return random.Next(3) switch
        {
            0 => new string('[', depth) + new string(']', depth),
            1 => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth),
            _ => new string('[', depth),
        };
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
