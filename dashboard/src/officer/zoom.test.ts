import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostScale, moved, type Sizes, tapped, whole, type Zoom, zoomed } from './zoom';

const sizes: Sizes = { frame: { width: 390, height: 700 }, picture: { width: 390, height: 220 } };

describe('zooming', () => {
  it('keeps the point that is pinched where it is', () => {
    const about = { x: 50, y: 0 };
    const zoom = zoomed(whole, 4, about, sizes);
    expect((about.x - zoom.x) / zoom.scale).toBeCloseTo(about.x);
  });

  it('a tap enlarges, a second one shows all of it', () => {
    const large = tapped(whole, { x: -100, y: 30 }, sizes);
    expect(large.scale).toBe(3);
    expect(tapped(large, { x: 0, y: 0 }, sizes)).toEqual(whole);
  });

  it('what fits stays in the middle', () => {
    expect(moved(whole, { x: 80, y: -80 }, sizes)).toEqual(whole);
  });

  it('the picture never leaves its frame, however it is pulled', () => {
    const point = fc.record({ x: fc.integer({ min: -2000, max: 2000 }), y: fc.integer({ min: -2000, max: 2000 }) });
    const act = fc.oneof(
      fc.record({ by: fc.double({ min: 0.1, max: 10, noNaN: true }), about: point }).map(
        ({ by, about }) =>
          (zoom: Zoom) =>
            zoomed(zoom, by, about, sizes),
      ),
      point.map((by) => (zoom: Zoom) => moved(zoom, by, sizes)),
    );
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const zoom = acts.reduce((z, next) => next(z), whole);
        expect(zoom.scale).toBeGreaterThanOrEqual(1);
        expect(zoom.scale).toBeLessThanOrEqual(mostScale);
        expect(Math.abs(zoom.x)).toBeLessThanOrEqual(Math.max(0, (390 * zoom.scale - 390) / 2) + 1e-6);
        expect(Math.abs(zoom.y)).toBeLessThanOrEqual(Math.max(0, (220 * zoom.scale - 700) / 2) + 1e-6);
      }),
    );
  });
});
