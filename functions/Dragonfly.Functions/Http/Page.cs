using System.Collections.Immutable;

namespace Dragonfly.Functions.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">What to send as <c>after</c> for the page that follows; absent on the last.</param>
public sealed record Page<T>(ImmutableArray<T> Items, string? Next);
