/** A box on a picture. All numbers are parts of the picture's width or height, from 0 to 1, so that it fits the picture at any size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The smallest box, as a part of the picture: one that can be seen. */
export const least = 0.02;

/** Where a box begins that is put there by a key. */
export const middle: Box = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 };

const clamp = (n: number, low: number, high: number) => Math.min(high, Math.max(low, n));

/** The box between two corners, kept inside the picture; null when it is too small to be meant. */
export function between(a: Point, b: Point): Box | null {
  const [left, right] = [clamp(Math.min(a.x, b.x), 0, 1), clamp(Math.max(a.x, b.x), 0, 1)];
  const [top, bottom] = [clamp(Math.min(a.y, b.y), 0, 1), clamp(Math.max(a.y, b.y), 0, 1)];
  return right - left < least || bottom - top < least ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The same box elsewhere, as far as the picture goes. */
export const moved = (box: Box, dx: number, dy: number): Box => ({
  ...box,
  x: clamp(box.x + dx, 0, 1 - box.width),
  y: clamp(box.y + dy, 0, 1 - box.height),
});

/** A larger or smaller box with the same corner at the top left, as far as the picture goes. */
export const resized = (box: Box, dWidth: number, dHeight: number): Box => ({
  ...box,
  width: clamp(box.width + dWidth, least, 1 - box.x),
  height: clamp(box.height + dHeight, least, 1 - box.y),
});

export const contains = (box: Box, { x, y }: Point): boolean => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

const stepSize = 0.01;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-stepSize, 0],
  ArrowRight: [stepSize, 0],
  ArrowUp: [0, -stepSize],
  ArrowDown: [0, stepSize],
};

/** What a key does to the box: arrows move it, with Shift they resize it, Delete takes it away. Undefined when the key means nothing here. */
export function keyed(box: Box | null, key: string, shift: boolean): Box | null | undefined {
  if (key === 'Delete' || key === 'Backspace') return null;
  const arrow = arrows[key];
  if (!arrow) return undefined;
  if (!box) return middle;
  return shift ? resized(box, ...arrow) : moved(box, ...arrow);
}

const percent = (n: number) => `${Math.round(n * 100)}%`;

/** Where the box is, for who does not see it. */
export const boxText = (box: Box | null): string =>
  box ? `Box ${percent(box.x)} from the left, ${percent(box.y)} from the top, ${percent(box.width)} wide, ${percent(box.height)} high.` : 'No box.';
