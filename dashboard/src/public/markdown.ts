/** What the API's yearly report is made of. It is plain text throughout: there are no links, images or emphasis in it. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Reads the Markdown that the API writes (headings, paragraphs, lists, tables), and nothing else of it: what it does not know is a paragraph. Pure. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const part of markdown.split(/\n{2,}/)) {
    const lines = part.split('\n').filter((line) => line !== '');
    const [first, second] = lines;
    if (first === undefined) continue;
    const heading = /^(#{1,6}) (.*)$/.exec(first);
    if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: plain(heading[2] ?? '') });
      if (lines.length > 1) blocks.push(...blocksOf(lines.slice(1).join('\n')));
    } else if (lines.every((line) => line.startsWith('- '))) blocks.push({ kind: 'list', items: lines.map((line) => plain(line.slice(2))) });
    else if (first.startsWith('|') && second && /^\|[\s|:-]+\|$/.test(second))
      blocks.push({ kind: 'table', head: cellsOf(first), rows: lines.slice(2).map(cellsOf) });
    else blocks.push({ kind: 'paragraph', text: plain(lines.join(' ')) });
  }
  return blocks;
}

/** Between bars; one with a backslash before it is a sign like any other. */
const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => plain(cell.trim()));

/** Without the backslashes that keep signs from being markup. */
const plain = (text: string): string => text.replace(/\\([\\`*_{}[\]<>()#+\-.!|&~=:])/g, '$1');
