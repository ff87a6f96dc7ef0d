using System.Globalization;
using Maestro.Modules.Kernel;
using SkiaSharp;

namespace Maestro.Modules.Access.Avatars;

/// <summary>Draws a picture anew, small and square. Nothing of the file sent survives: no place where it was taken, no trailing bytes.</summary>
internal static class Picture
{
    public const int Side = 256;
    public const long MostBytes = 5_000_000;
    private const int LongestSide = 20_000;

    /// <summary>Most that is unpacked, which is 64 MB of memory; large JPEG and WebP files are unpacked smaller than they are.</summary>
    private const long MostPixels = 16_000_000;
    private static readonly SKEncodedImageFormat[] Taken = [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Gif, SKEncodedImageFormat.Webp];

    /// <summary>The picture as WebP.</summary>
    public static byte[] Square(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || !Taken.Contains(codec.EncodedFormat))
            throw Problem.Invalid("avatar", "must be a picture: PNG, JPEG, GIF or WebP.");
        using var whole = Decode(codec);
        using var square = Crop(whole, codec.EncodedOrigin);
        using var encoded = square.Encode(SKEncodedImageFormat.Webp, 90);
        return encoded.ToArray();
    }

    // What the header says is believed before a single pixel is unpacked: a small file can claim gigabytes.
    private static SKBitmap Decode(SKCodec codec)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width is < 1 or > LongestSide || height is < 1 or > LongestSide)
            throw TooMany(width, height);
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)Side / Math.Min(width, height)));
        if ((long)size.Width * size.Height > MostPixels)
            throw TooMany(width, height);
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
            return bitmap;
        bitmap.Dispose();
        throw Problem.Invalid("avatar", "is a damaged picture.");
    }

    // The middle of it, turned as the camera was held. A square can be turned after it is cut.
    private static SKImage Crop(SKBitmap whole, SKEncodedOrigin origin)
    {
        var cut = Math.Min(whole.Width, whole.Height);
        var side = Math.Min(cut, Side);
        var from = SKRect.Create((whole.Width - cut) / 2f, (whole.Height - cut) / 2f, cut, cut);
        using var surface = SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var image = SKImage.FromBitmap(whole);
        var half = side / 2f;
        surface.Canvas.Translate(half, half);
        surface.Canvas.Concat(Turn(origin));
        surface.Canvas.Translate(-half, -half);
        surface.Canvas.DrawImage(image, from, SKRect.Create(0, 0, side, side), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface.Snapshot();
    }

    private static SKMatrix Turn(SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => Of(-1, 0, 0, 1),
        SKEncodedOrigin.BottomRight => Of(-1, 0, 0, -1),
        SKEncodedOrigin.BottomLeft => Of(1, 0, 0, -1),
        SKEncodedOrigin.LeftTop => Of(0, 1, 1, 0),
        SKEncodedOrigin.RightTop => Of(0, -1, 1, 0),
        SKEncodedOrigin.RightBottom => Of(0, -1, -1, 0),
        SKEncodedOrigin.LeftBottom => Of(0, 1, -1, 0),
        _ => SKMatrix.Identity,
    };

    private static SKMatrix Of(float xx, float xy, float yx, float yy) => new(xx, xy, 0, yx, yy, 0, 0, 0, 1);

    private static Problem TooMany(int width, int height) =>
        Problem.Invalid("avatar", string.Create(CultureInfo.InvariantCulture, $"has {width} × {height} pixels, which is too many."));
}
