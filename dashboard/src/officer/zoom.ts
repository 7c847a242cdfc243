/** How a picture lies in its frame: `x` and `y` are how far its middle is from the frame's, in CSS pixels. Pure. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The frame, and the picture in it before it is enlarged. */
export interface Sizes {
  readonly frame: { readonly width: number; readonly height: number };
  readonly picture: { readonly width: number; readonly height: number };
}

export const whole: Zoom = { scale: 1, x: 0, y: 0 };

/** Enough to read a plate across a street, and no more than that: beyond it there are only larger pixels. */
export const mostScale = 8;

/** Enlarges by a factor about a point, which stays where it is; points are from the frame's middle. */
export function zoomed(zoom: Zoom, by: number, about: Point, sizes: Sizes): Zoom {
  const scale = Math.min(mostScale, Math.max(1, zoom.scale * by));
  const ratio = scale / zoom.scale;
  return within({ scale, x: about.x - (about.x - zoom.x) * ratio, y: about.y - (about.y - zoom.y) * ratio }, sizes);
}

/** Moves it. */
export const moved = (zoom: Zoom, by: Point, sizes: Sizes): Zoom => within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, sizes);

/** A tap on the whole picture enlarges what was tapped; a tap on an enlarged one shows all of it again. */
export const tapped = (zoom: Zoom, at: Point, sizes: Sizes): Zoom => (zoom.scale > 1 ? whole : zoomed(zoom, 3, at, sizes));

/** Keeps it in sight: an edge goes no farther in than the frame's, and what fits lies in the middle. */
function within({ scale, x, y }: Zoom, { frame, picture }: Sizes): Zoom {
  const room = (size: number, from: number) => Math.max(0, (size * scale - from) / 2);
  const hold = (value: number, most: number) => (most === 0 ? 0 : Math.min(most, Math.max(-most, value)));
  return { scale, x: hold(x, room(picture.width, frame.width)), y: hold(y, room(picture.height, frame.height)) };
}
