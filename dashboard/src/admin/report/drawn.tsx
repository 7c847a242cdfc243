import { type ComponentChildren, h } from 'preact';

/** What of a document is drawn anew. Headings stand two levels lower than they do there. */
const known: Readonly<Record<string, string>> = {
  H1: 'h3',
  H2: 'h4',
  H3: 'h5',
  P: 'p',
  UL: 'ul',
  OL: 'ol',
  LI: 'li',
  TABLE: 'table',
  CAPTION: 'caption',
  THEAD: 'thead',
  TBODY: 'tbody',
  TR: 'tr',
  TH: 'th',
  TD: 'td',
  STRONG: 'strong',
  EM: 'em',
  CODE: 'code',
};
const dropped = new Set(['STYLE', 'SCRIPT', 'TITLE', 'HEAD']);

/** A document in HTML, drawn anew from its words: elements without their attributes, so that whatever it says does nothing here. */
export function drawn(html: string): ComponentChildren {
  // Its style sheet goes before it is parsed: our Content-Security-Policy would complain of it even there.
  const plain = html.replace(/<style\b[\s\S]*?<\/style>/gi, '');
  return inside(new DOMParser().parseFromString(plain, 'text/html').body);
}

function inside(node: Node): ComponentChildren[] {
  return [...node.childNodes].flatMap((child): ComponentChildren[] => {
    if (child.nodeType === Node.TEXT_NODE) return child.textContent?.trim() ? [child.textContent] : [];
    if (!(child instanceof Element) || dropped.has(child.tagName)) return [];
    const name = known[child.tagName];
    return name ? [h(name, child.tagName === 'TABLE' ? { class: 'list' } : null, inside(child))] : inside(child);
  });
}
