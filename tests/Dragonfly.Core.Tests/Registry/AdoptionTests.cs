using System.Security.Cryptography;
using System.Text;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Registry;

/// <summary>Feeds of which nothing but their sharing is known.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public void A_partner_without_a_known_owner_is_nobodys_to_take_by_its_id()
    {
        var write = new Adoption(Origin.System("x"), TestCad.Noon, [new("cpd")], TestCad.Noon.AddYears(1)).WriteFor(new("p"), "P", null, []);
        var draft = new PartnerDraft(new(write.Partner, write.Profile), Origin.System("x"), TestCad.Noon);
        draft.Decide(new AcceptInvitation(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("p"))), "mallory")).Refusal.ShouldNotBeNull().Code.ShouldBe("invitationInvalid");
        draft.Partner.Users.ShouldBeEmpty();
    }
}
