/** How long a picture may stay the same before one asks whether it still comes, in ms. */
export const stallMs = 8_000;

/** Tells whether pictures still come, by whether they change: a camera's picture always does. */
export class Freshness {
  private last = '';
  private changedAt: number;

  constructor(nowMs: number) {
    this.changedAt = nowMs;
  }

  /** @param print what identifies the picture; null when it cannot be told, which is no reason to complain. @returns whether it has stalled. */
  see(print: string | null, nowMs: number): boolean {
    if (print === null || print !== this.last) {
      this.last = print ?? '';
      this.changedAt = nowMs;
    }
    return nowMs - this.changedAt >= stallMs;
  }
}

const size = { width: 32, height: 18 };
let canvas: HTMLCanvasElement | null = null;

/** What identifies the picture that an image or a video shows now: coarse and cheap. Null when it cannot be read, as it comes from elsewhere. */
export function printOf(source: HTMLImageElement | HTMLVideoElement): string | null {
  canvas ??= Object.assign(document.createElement('canvas'), size);
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
