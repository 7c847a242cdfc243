/** How long a picture may stay the same before it counts as stalled, in ms. */
export const stallMs = 8_000;

/** Tells whether pictures still come, by whether they change: a camera's picture always does. */
export class Freshness {
  private last: string | undefined;
  private changedAt: number;

  constructor(nowMs: number) {
    this.changedAt = nowMs;
  }

  /** @param print what identifies the picture; null when it cannot be told, which is no reason to complain. */
  see(print: string | null, nowMs: number): 'moving' | 'waiting' | 'stalled' {
    const changed = print === null || (this.last !== undefined && print !== this.last);
    if (print !== null) this.last = print;
    if (changed) this.changedAt = nowMs;
    return changed ? 'moving' : nowMs - this.changedAt >= stallMs ? 'stalled' : 'waiting';
  }
}

const size = { width: 32, height: 18 };
let canvas: HTMLCanvasElement | null = null;

/** What identifies the picture that an image or a video shows now: coarse and cheap. Null when it cannot be read, as it comes from elsewhere. */
export function printOf(source: HTMLImageElement | HTMLVideoElement): string | null {
  canvas ??= document.createElement('canvas');
  // Empty again, and readable again: nothing is left of a picture that was looked at before.
  Object.assign(canvas, size);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  try {
    context.drawImage(source, 0, 0, size.width, size.height);
    let hash = 0;
    for (const byte of context.getImageData(0, 0, size.width, size.height).data) hash = (Math.imul(hash, 31) + byte) | 0;
    return `${hash}`;
  } catch {
    return null;
  }
}
