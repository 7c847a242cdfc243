/**
 * Text that people or other systems wrote, made fit for one line: control characters and those that turn the direction of writing are dropped, so that a
 * name cannot rearrange what stands beside it. Markup needs no care here: nothing in this project writes HTML. Show it in an element with `dir="auto"`,
 * in CSS class `said`, which isolates it and breaks what has no spaces.
 */
export function tidy(text: string, most = 10_000): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are dropped
  const clean = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');
  return clean.length > most ? `${clean.slice(0, most)}…` : clean;
}
