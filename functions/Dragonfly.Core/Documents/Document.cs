using System.Collections.Immutable;

namespace Dragonfly.Core.Documents;

/// <summary>A text for people, which can be written as Markdown or HTML. All of it is plain text: what looks like markup is shown as it is.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Blocks">What is in it.</param>
public sealed record Document(string Title, ImmutableArray<Block> Blocks);

/// <summary>A part of a document.</summary>
public abstract record Block;

/// <summary>A heading.</summary>
/// <param name="Level">2 for a section, 3 for a part of one.</param>
/// <param name="Text">What it says.</param>
public sealed record Heading(int Level, string Text) : Block;

/// <summary>A paragraph. Empty lines in the text make more than one.</summary>
public sealed record Paragraph(string Text) : Block;

/// <summary>A list.</summary>
public sealed record Bullets(ImmutableArray<string> Items) : Block;

/// <summary>A table.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The heads of its columns; the first column names the rows.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
public sealed record Table(string Caption, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows) : Block;
