import type { Box } from './box';

/** Draws the picture and its box: on the screen, and into what is sent, alike. */
export function paint(canvas: HTMLCanvasElement, picture: ImageBitmap, box: Box | null): void {
  const { width, height } = picture;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.drawImage(picture, 0, 0);
  if (!box) return;
  const line = Math.max(2, Math.round(Math.max(width, height) / 200));
  // A light line inside a dark one is seen on any picture.
  for (const [style, wide] of [
    ['#000000', line * 2],
    ['#ffd400', line],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = wide;
    context.strokeRect(box.x * width, box.y * height, box.width * width, box.height * height);
  }
}

/** The picture with its box burned in, in the format that the picture had. */
export function burned(picture: ImageBitmap, box: Box, type: string): Promise<Blob> {
  const canvas = document.createElement('canvas');
  paint(canvas, picture, box);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn'))),
      type === 'image/png' ? 'image/png' : 'image/jpeg',
      0.92,
    ),
  );
}
