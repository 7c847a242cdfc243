import { describe, expect, it } from 'vitest';
import { banks, basemap, onGrid, smooth } from './basemap.ts';

describe('our own map', () => {
  it('covers where the invented cameras are', () => {
    const streets = basemap.streets.flatMap(({ line }) => line);
    const latitudes = streets.map((place) => place[0] ?? 0);
    expect(Math.min(...latitudes)).toBeLessThan(35.02);
    expect(Math.max(...latitudes)).toBeGreaterThan(35.07);
  });

  it('has its middle where the middle is', () => expect(onGrid(0, 0)).toEqual([35.0456, -85.3097]));

  it('goes through the points it is given', () => {
    const points = [
      [35, -85],
      [35.1, -85.1],
      [35.2, -85],
    ] as const;
    const course = smooth(points);
    for (const point of points) expect(course).toContainEqual(point);
    expect(course).toHaveLength(17);
  });

  it('has two banks to a river', () => {
    const outline = banks(
      [
        [35, -85],
        [35.1, -85],
      ],
      400,
    );
    expect(outline).toHaveLength(4);
    expect((((outline[2]?.[1] ?? 0) - (outline[1]?.[1] ?? 0)) * 111_195 * 0.818696).toFixed(0)).toMatch(/^-?40\d$|^-?39\d$/);
  });

  it('is small enough to come with the page', () => expect(JSON.stringify(basemap).length).toBeLessThan(40_000));
});
