using System.Security.Claims;
using Dragonfly.Functions.Access;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Access;

public sealed class SessionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Noon);
    private readonly Sessions sessions;

    public SessionsTests() => sessions = new(clock);

    [Fact]
    public void The_first_use_of_a_token_is_told_from_the_others()
    {
        sessions.Use(Token("a"), true).ShouldBe(TokenUse.First);
        sessions.Use(Token("a"), true).ShouldBe(TokenUse.Again);
        sessions.Use(Token("b"), true).ShouldBe(TokenUse.First);
    }

    [Fact]
    public void A_token_in_use_counts_for_as_long_as_it_lives()
    {
        for (var times = 0; times < 24; times++)
        {
            sessions.Use(Token("a"), true).ShouldNotBe(TokenUse.Idle);
            clock.Advance(Sessions.Idle);
        }
    }

    [Fact]
    public void One_that_lay_unused_for_half_an_hour_does_not_count_ever_again()
    {
        sessions.Use(Token("a"), true);
        clock.Advance(Sessions.Idle + TimeSpan.FromTicks(1));

        sessions.Use(Token("a"), true).ShouldBe(TokenUse.Idle);
        sessions.Use(Token("a"), true).ShouldBe(TokenUse.Idle, "to be refused is not to be used");
    }

    [Fact]
    public void One_that_was_not_seen_counts_from_when_it_was_issued_with_a_minute_for_the_issuers_clock()
    {
        sessions.Use(Token("a", Noon.AddMinutes(-31)), true).ShouldBe(TokenUse.First);
        sessions.Use(Token("b", Noon.AddMinutes(-31).AddTicks(-1)), true).ShouldBe(TokenUse.Idle);
        sessions.Use(Token("c", Noon.AddMinutes(1)), true).ShouldBe(TokenUse.First);
        sessions.Use(Token("d", DateTimeOffset.MinValue), true).ShouldBe(TokenUse.Idle, "it does not say when it was issued");
    }

    [Fact]
    public void A_systems_token_may_lie_unused()
    {
        sessions.Use(Token("a", Noon.AddHours(-5)), false).ShouldBe(TokenUse.First);
        clock.Advance(TimeSpan.FromHours(5));
        sessions.Use(Token("a", Noon.AddHours(-5)), false).ShouldBe(TokenUse.Again);
    }

    private static VerifiedToken Token(string id, DateTimeOffset? issuedAt = null) => new(id, new ClaimsIdentity(), issuedAt ?? Noon, issuedAt ?? Noon, Noon.AddDays(1));
}
