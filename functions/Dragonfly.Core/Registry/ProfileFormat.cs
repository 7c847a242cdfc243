using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Registry;

/// <summary>Who a partner is to people, as JSON.</summary>
public static class ProfileFormat
{
    /// <summary>Reads it; null when it is at fault.</summary>
    /// <param name="fields">The object that holds it.</param>
    /// <param name="salt">Random; see <see cref="Profile"/>.</param>
    public static Profile? Read(FieldReader fields, string salt)
    {
        fields.KnowsOnly("name", "contact", "email", "phone", "address");
        var (name, contact, email) = (fields.Text("name", 100, required: true), fields.Text("contact", 100, required: true), fields.Text("email", 254, required: true));
        var (phone, address) = (fields.Text("phone", 40), fields.Text("address", 200));
        if (email is not null && !IsAddress(email)) fields.Add("email", "malformed", "must be an e-mail address");
        return name is null ? null : new(name, contact, email, phone, address, salt);
    }

    // What comes of a letter to it is the test that counts.
    private static bool IsAddress(string email) => email.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !email.Any(char.IsWhiteSpace);
}
