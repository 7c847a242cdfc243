/** The height of one row of the queue, in px: the same as in `console.css`. */
export const rowHeight = 84;
/** Rows that are drawn beyond what is seen, each way, so that scrolling shows no gaps. */
const beyond = 6;

/** Which rows to draw: from `first`, up to and without `end`. */
export function visibleRows(count: number, scrollTop: number, height: number): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - beyond);
  return { first, end: Math.min(count, Math.ceil((Math.max(0, scrollTop) + height) / rowHeight) + beyond) };
}

/** Where to scroll so that a row is wholly seen; where it is when it is. */
export function scrolledTo(index: number, scrollTop: number, height: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
