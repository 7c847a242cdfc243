using System.Collections.Immutable;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Bulletins.Images;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Bulletins;

/// <summary>What is to be sent to units.</summary>
/// <param name="Clip">The picture; null when one is attached.</param>
/// <param name="Image">The picture that is attached; null when none is.</param>
/// <param name="Text">What is said of it.</param>
/// <param name="Units">To whom, each by its <see cref="UnitName"/>; empty for every unit that CAD has assigned.</param>
public sealed record BulletinRequest(ClipId? Clip, CleanPicture? Image, BulletinText Text, ImmutableArray<string> Units)
{
    /// <summary>The largest description, in bytes.</summary>
    internal const int MostBytes = 65_536;

    /// <summary>Reads it: JSON that names a clip, or <c>multipart/form-data</c> with the parts <c>bulletin</c>, which is JSON, and <c>image</c>.</summary>
    /// <exception cref="ProblemException">400, 413, 415 or 422, which names the field.</exception>
    public static async Task<BulletinRequest> ReadAsync(HttpRequest request)
    {
        RequestBody.CheckEncoding(request);
        if (!BulletinParts.AreIn(request))
        {
            using var body = await JsonBody.ReadAsync(request, MostBytes);
            return Fields.Read(body.RootElement, fields => Read(fields, null));
        }

        var (bulletin, image) = await BulletinParts.ReadAsync(request);
        using var json = JsonBody.Parse(bulletin);
        var picture = Pictures.Clean(image);
        return Fields.Read(json.RootElement, fields =>
        {
            if (picture.Fault is { } fault) fields.Add("image", fault, Explain(fault));
            return Read(fields, picture);
        });
    }

    private static BulletinRequest Read(FieldReader fields, CleanPicture? image)
    {
        fields.KnowsOnly("clipId", "subject", "caption", "plate", "direction", "units");
        ClipId? clip = null;
        if (fields.Text("clipId", 64, required: image is null) is { } id)
        {
            if (image is not null) fields.Add("clipId", "notBoth", "must not be there beside an image");
            clip = ClipId.TryParse(id, out var parsed) ? parsed : null;
            if (clip is null) fields.Add("clipId", "unknownClip", "is no still or image of the incident");
        }

        var text = new BulletinText(
            fields.Member<BulletinSubject>("subject", required: true) ?? default, fields.Text("caption", 500), fields.Text("plate", 16), fields.Text("direction", 100));
        var units = fields.Texts("units", BulletinRules.MostUnits, CadUnit.MostCharacters);
        if (fields.Has("units") && units is []) fields.Add("units", "noUnits", "must name a unit, or be left out for every unit that CAD has assigned");
        return new(clip, image, text, [.. units.Select(unit => UnitName.Of(unit.Text))]);
    }

    private static string Explain(string fault) => fault switch
    {
        PictureFault.NotAPicture => "must be a JPEG or PNG by its content",
        PictureFault.TooLarge => $"must have at most {Pictures.MostPixels} pixels",
        PictureFault.Unsupported => "is a JPEG of a kind that browsers do not show",
        _ => "is broken, or breaks off",
    };
}
