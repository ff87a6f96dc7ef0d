using System.Buffers.Binary;
using System.IO.Compression;
using Maestro.Modules.Access.Avatars;
using Maestro.Modules.Kernel;
using SkiaSharp;

namespace Maestro.Tests.Access;

public sealed class PictureTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 1000, 400, 256)]
    [InlineData(SKEncodedImageFormat.Jpeg, 300, 700, 256)]
    [InlineData(SKEncodedImageFormat.Webp, 64, 32, 32)]
    public void A_picture_becomes_a_square_of_at_most_256_pixels(SKEncodedImageFormat format, int width, int height, int side)
    {
        using var drawn = SKBitmap.Decode(Picture.Square(Paint(format, width, height)));
        Assert.Equal((side, side), (drawn.Width, drawn.Height));
    }

    [Fact]
    public void It_is_WebP_and_nothing_of_the_file_survives()
    {
        byte[] file = [.. Paint(SKEncodedImageFormat.Jpeg, 300, 300), .. "<script>alert(1)</script>"u8];
        var drawn = Picture.Square(file);
        Assert.True(drawn.AsSpan().StartsWith("RIFF"u8));
        Assert.Equal(-1, drawn.AsSpan().IndexOf("script"u8));
    }

    [Fact]
    public void A_GIF_is_taken_by_its_first_frame()
    {
        // 1 × 1, red.
        var gif = Convert.FromBase64String("R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");
        using var drawn = SKBitmap.Decode(Picture.Square(gif));
        Assert.Equal((1, 1), (drawn.Width, drawn.Height));
    }

    [Fact]
    public void It_is_turned_as_the_camera_was_held()
    {
        // Left half red; the camera says that its top is at the right, so that red is up.
        var drawn = Picture.Square(Turned(Paint(SKEncodedImageFormat.Jpeg, 300, 300), 6));
        using var bitmap = SKBitmap.Decode(drawn);
        Assert.True(bitmap.GetPixel(128, 20).Red > 200 && bitmap.GetPixel(128, 236).Blue > 200);
        using var straight = SKBitmap.Decode(Picture.Square(Paint(SKEncodedImageFormat.Jpeg, 300, 300)));
        Assert.True(straight.GetPixel(20, 128).Red > 200 && straight.GetPixel(236, 128).Blue > 200);
    }

    [Theory]
    [InlineData("plain words")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")]
    [InlineData("GIF89a<script>alert(1)</script>")]
    [InlineData("")]
    public void What_is_no_picture_is_refused(string text) => Assert.Contains("avatar", Refused(System.Text.Encoding.UTF8.GetBytes(text)).Errors.Keys);

    [Fact]
    public void A_damaged_picture_is_refused()
    {
        var whole = Paint(SKEncodedImageFormat.Png, 600, 600);
        Assert.Contains("damaged", Refused(whole[..(whole.Length / 2)]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(19_000, 19_000)]
    [InlineData(60_000, 60_000)]
    [InlineData(2_000_000_000, 1)]
    public void A_bomb_is_refused_by_its_header_alone(int width, int height)
    {
        GC.Collect();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Refused(Bomb(width, height));
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 5_000_000);
    }

    private static Problem Refused(byte[] file)
    {
        var problem = Assert.Throws<Problem>(() => Picture.Square(file));
        Assert.Equal(ProblemKind.Invalid, problem.Kind);
        return problem;
    }

    // The left half is red, the right one blue.
    internal static byte[] Paint(SKEncodedImageFormat format, int width, int height)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.Blue);
        using var red = new SKPaint { Color = SKColors.Red };
        surface.Canvas.DrawRect(0, 0, width / 2f, height, red);
        using var image = surface.Snapshot();
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    // A JPEG with the turn written behind its first marker.
    private static byte[] Turned(byte[] jpeg, byte turn)
    {
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    // A PNG of a few bytes that says it has this many pixels.
    private static byte[] Bomb(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(new byte[100_000]);
        return [0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    private static uint Crc(byte[] data)
    {
        var sum = 0xFFFFFFFFu;
        foreach (var one in data)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320u : sum >> 1;
        }

        return ~sum;
    }
}
