namespace Dragonfly.Core.Incidents.Cad;

/// <summary>What is wrong with one field of a message.</summary>
/// <param name="Path">JSON path of the field.</param>
/// <param name="Code">What is wrong, for programs.</param>
/// <param name="Detail">What is wrong, for people.</param>
public sealed record FieldError(string Path, string Code, string Detail);
