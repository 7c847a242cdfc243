namespace Dragonfly.Conformance.Media;

/// <summary>Small files as cameras might send them; see the README beside them. Each plays for two seconds.</summary>
public static class TestMedia
{
    /// <summary>An MP4 file whose pictures can be shown as they come.</summary>
    public static byte[] Mp4 => Read("faststart.mp4");

    /// <summary>An AVI file.</summary>
    public static byte[] Avi => Read("plain.avi");

    /// <summary>A JPEG picture.</summary>
    public static byte[] Jpeg => Read("still.jpg");

    /// <summary>A PNG picture.</summary>
    public static byte[] Png => Read("still.png");

    /// <summary>Any of them by its name.</summary>
    public static byte[] Read(string file)
    {
        using var stream = typeof(TestMedia).Assembly.GetManifestResourceStream($"media/{file}") ?? throw new FileNotFoundException(file);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
