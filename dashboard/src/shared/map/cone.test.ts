import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { along, cone } from './cone';

const place = { latitude: 35.0456, longitude: -85.3097 };

/** Meters between two places, on a sphere. */
function meters([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const h = Math.sin(((c - a) * rad) / 2) ** 2 + Math.cos(a * rad) * Math.cos(c * rad) * Math.sin(((d - b) * rad) / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(h));
}

describe('a field of view', () => {
  it('goes north at 0 and east at 90 degrees', () => {
    expect(along([35, -85], 0, 100)[0]).toBeGreaterThan(35);
    expect(along([35, -85], 90, 100)[1]).toBeGreaterThan(-85);
  });

  it('reaches as far as the camera does, on every side of it', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 359 }),
        fc.integer({ min: 1, max: 359 }),
        fc.integer({ min: 5, max: 500 }),
        (azimuthDegrees, widthDegrees, rangeMeters) => {
          const [eye, ...arc] = cone(place, { azimuthDegrees, widthDegrees, rangeMeters });
          expect(eye).toEqual([place.latitude, place.longitude]);
          for (const point of arc) expect(Math.abs(meters([place.latitude, place.longitude], point) - rangeMeters)).toBeLessThan(rangeMeters * 0.01);
        },
      ),
    ));

  it('that is all around has no eye in its outline', () => {
    const outline = cone(place, { azimuthDegrees: 0, widthDegrees: 360, rangeMeters: 50 });
    expect(outline).not.toContainEqual([place.latitude, place.longitude]);
    expect(outline).toHaveLength(36);
  });
});
