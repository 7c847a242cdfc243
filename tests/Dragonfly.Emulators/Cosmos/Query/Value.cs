namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>A value of the query language: JSON, and <see cref="Undefined"/> for what is not there.</summary>
internal abstract record Value
{
    public static readonly Value Undefined = new Undefined();
    public static readonly Value Null = new Null();
    public static readonly Value True = new Bool(true);
    public static readonly Value False = new Bool(false);

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(double value) => double.IsFinite(value) ? new Number(value) : Undefined;

    public bool IsUndefined => this is Undefined;
}

internal sealed record Undefined : Value;

internal sealed record Null : Value;

internal sealed record Bool(bool Is) : Value;

/// <summary>A number: as the service computes with it (binary64), and as it was written, which is how it is given back.</summary>
internal sealed record Number(double Amount, string? Written = null) : Value;

internal sealed record Text(string Chars) : Value;

internal sealed record List(IReadOnlyList<Value> Items) : Value;

internal sealed record Object(IReadOnlyDictionary<string, Value> Members) : Value;
