using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Maestro.Web.Tools;

/// <summary>
/// One open page, held as blazor.web.js holds it: the circuit is started, its root components are added and every drawing is acknowledged.
/// The line speaks "blazorpack", MessagePack messages with their length in front (ASP.NET Core, Components/Server/src/BlazorPack).
/// </summary>
internal sealed partial class BenchCircuit : IAsyncDisposable
{
    private static readonly byte[] Drawing = Encoding.UTF8.GetBytes("JS.RenderBatch");
    private readonly ClientWebSocket line = new();
    private readonly CancellationTokenSource end = new();
    private Task listening = Task.CompletedTask;
    private int drawings;

    /// <summary>How many drawings the server has sent.</summary>
    internal int Drawings => drawings;

    /// <summary>Opens a page of a signed-in person.</summary>
    internal static async Task<BenchCircuit> OpenAsync(HttpClient http, string session, string path, CancellationToken cancel)
    {
        var page = new Uri(http.BaseAddress!, path);
        using var ask = new HttpRequestMessage(HttpMethod.Get, page);
        ask.Headers.Add("Cookie", $"maestro={session}");
        using var answer = await http.SendAsync(ask, cancel);
        var html = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancel);
        var roots = Markers().Matches(html).Select((marker, at) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = at + 1, ["marker"] = JsonNode.Parse(marker.Groups[1].Value) });
        using var negotiated = await http.PostAsync(new Uri(http.BaseAddress!, "_blazor/negotiate?negotiateVersion=1"), null, cancel);
        var token = (string)(await negotiated.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(cancel))!["connectionToken"]!;
        var circuit = new BenchCircuit();
        circuit.line.Options.SetRequestHeader("Cookie", $"maestro={session}");
        await circuit.line.ConnectAsync(new UriBuilder(http.BaseAddress!) { Scheme = "ws", Path = "/_blazor", Query = $"id={token}" }.Uri, cancel);
        await circuit.line.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, cancel);
        circuit.listening = circuit.ListenAsync();
        await circuit.CallAsync("StartCircuit", http.BaseAddress!.ToString(), page.ToString(), "[]", "");
        await circuit.CallAsync("UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. roots]) }.ToJsonString(), "");
        return circuit;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await listening;
        line.Dispose();
        end.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[64 * 1024];
        using var held = new MemoryStream();
        try
        {
            while (line.State == WebSocketState.Open)
            {
                var got = await line.ReceiveAsync(buffer, end.Token);
                held.Write(buffer, 0, got.Count);
                if (!got.EndOfMessage)
                    continue;
                foreach (var number in Batches(held.GetBuffer().AsSpan(0, (int)held.Length)))
                {
                    drawings++;
                    await CallAsync("OnRenderCompleted", number, null);
                }

                held.SetLength(0);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    // The number of a drawing is the first argument after the name of the call: [1, headers, nil, "JS.RenderBatch", [number, bytes]].
    private static List<long> Batches(ReadOnlySpan<byte> message)
    {
        var found = new List<long>();
        for (var at = message.IndexOf(Drawing); at >= 0; at = message.IndexOf(Drawing))
        {
            message = message[(at + Drawing.Length + 1)..];
            found.Add(message[0] switch
            {
                < 0x80 => message[0],
                0xcc => message[1],
                0xcd => BinaryPrimitives.ReadUInt16BigEndian(message[1..]),
                _ => BinaryPrimitives.ReadUInt32BigEndian(message[1..]),
            });
        }

        return found;
    }

    private async Task CallAsync(string name, params object?[] arguments)
    {
        using var body = new MemoryStream();
        body.Write([0x96, 0x01, 0x80, 0xc0]);
        Write(body, name);
        body.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
            Write(body, argument);
        body.WriteByte(0x90);
        using var framed = new MemoryStream();
        for (var left = (ulong)body.Length; ; left >>= 7)
        {
            framed.WriteByte((byte)(left > 0x7f ? (left & 0x7f) | 0x80 : left));
            if (left <= 0x7f)
                break;
        }

        body.WriteTo(framed);
        await line.SendAsync(framed.ToArray(), WebSocketMessageType.Binary, true, end.Token);
    }

    private static void Write(MemoryStream body, object? value)
    {
        Span<byte> head = stackalloc byte[9];
        if (value is string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            head[0] = 0xdb;
            BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)bytes.Length);
            body.Write(head[..5]);
            body.Write(bytes);
        }
        else if (value is long number)
        {
            head[0] = 0xd3;
            BinaryPrimitives.WriteInt64BigEndian(head[1..], number);
            body.Write(head);
        }
        else
        {
            body.WriteByte(0xc0);
        }
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Markers();
}
