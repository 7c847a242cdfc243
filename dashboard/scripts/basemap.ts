/**
 * A schematic of Chattanooga to draw maps on where no tiles come, served as `/basemap.json`. Ours: the river's and the highways' courses are a few points
 * set by hand and smoothed, good to some hundred meters; the streets are the invented grid that the invented cameras of Dragonfly.Local stand on
 * (`functions/Dragonfly.Local/Registry/StreetGrid.cs`). Nobody should drive by it.
 */
type Place = readonly [latitude: number, longitude: number];

const center: Place = [35.0456, -85.3097];
const metersPerDegree = 111_195.08;
const cosine = 0.818696;

/** A place so many meters right and up of the center, by axes that are turned 24° as downtown's streets are. */
export function onGrid(right: number, up: number): Place {
  const [c, s] = [0.913545, 0.406737];
  return moved(center, right * c + up * s, up * c - right * s);
}

const moved = ([latitude, longitude]: Place, east: number, north: number): Place => [
  latitude + north / metersPerDegree,
  longitude + east / (metersPerDegree * cosine),
];

/** A smooth course through the points (Catmull-Rom, eight steps each). */
export function smooth(points: readonly Place[]): Place[] {
  const at = (i: number): Place => points[Math.min(points.length - 1, Math.max(0, i))] as Place;
  const course: Place[] = [];
  for (let i = 0; i < points.length - 1; i++)
    for (let step = 0; step < 8; step++) {
      const t = step / 8;
      const mix = (axis: 0 | 1) => {
        const [a, b, c, d] = [at(i - 1)[axis], at(i)[axis], at(i + 1)[axis], at(i + 2)[axis]];
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
      };
      course.push([mix(0), mix(1)]);
    }
  course.push(at(points.length - 1));
  return course;
}

/** The banks of a river of that width around its course, as one outline. */
export function banks(course: readonly Place[], meters: number): Place[] {
  const side = (sign: 1 | -1) =>
    course.map((place, i) => {
      const [from, to] = [course[Math.max(0, i - 1)] as Place, course[Math.min(course.length - 1, i + 1)] as Place];
      const [east, north] = [(to[1] - from[1]) * cosine, to[0] - from[0]];
      const length = Math.hypot(east, north) || 1;
      return moved(place, (-north / length) * (meters / 2) * sign, (east / length) * (meters / 2) * sign);
    });
  return [...side(1), ...side(-1).reverse()];
}

const river: readonly Place[] = [
  [35.13, -85.18],
  [35.104, -85.229],
  [35.088, -85.25],
  [35.076, -85.268],
  [35.066, -85.286],
  [35.058, -85.299],
  [35.0585, -85.309],
  [35.0625, -85.3175],
  [35.0595, -85.3255],
  [35.048, -85.3235],
  [35.034, -85.3255],
  [35.0215, -85.3305],
  [35.0175, -85.345],
  [35.0275, -85.3575],
  [35.045, -85.3605],
  [35.062, -85.363],
  [35.0745, -85.375],
  [35.0825, -85.392],
  [35.074, -85.412],
  [35.052, -85.423],
  [35.03, -85.44],
];

const highways: readonly { name: string; course: readonly Place[] }[] = [
  {
    name: 'I-24',
    course: [
      [35.015, -85.42],
      [35.013, -85.37],
      [35.019, -85.337],
      [35.027, -85.319],
      [35.0245, -85.3],
      [35.017, -85.275],
      [35.018, -85.25],
      [35.008, -85.22],
      [35.0, -85.19],
    ],
  },
  {
    name: 'I-75',
    course: [
      [34.985, -85.2],
      [35.015, -85.185],
      [35.04, -85.155],
      [35.07, -85.125],
      [35.1, -85.1],
    ],
  },
  {
    name: 'US-27',
    course: [
      [35.027, -85.319],
      [35.045, -85.3165],
      [35.056, -85.314],
      [35.067, -85.311],
      [35.09, -85.309],
      [35.13, -85.3],
    ],
  },
  {
    name: 'TN-153',
    course: [
      [35.018, -85.212],
      [35.05, -85.2],
      [35.09, -85.21],
      [35.12, -85.235],
    ],
  },
];

const names: readonly { name: string; at: Place }[] = [
  { name: 'Downtown', at: [35.0495, -85.309] },
  { name: 'North Shore', at: [35.068, -85.304] },
  { name: 'Southside', at: [35.033, -85.306] },
  { name: 'Highland Park', at: [35.033, -85.28] },
  { name: 'St. Elmo', at: [35.001, -85.327] },
  { name: 'Lookout Mountain', at: [34.994, -85.352] },
  { name: 'Moccasin Bend', at: [35.041, -85.341] },
  { name: 'Red Bank', at: [35.112, -85.294] },
  { name: 'East Ridge', at: [34.99, -85.23] },
  { name: 'Brainerd', at: [35.02, -85.23] },
  { name: 'Tennessee River', at: [35.0605, -85.2935] },
];

const half = 27;
const block = 110;
const streets = Array.from({ length: 2 * half + 1 }, (_, i) => i - half).flatMap((n) => {
  const [away, reach] = [n * block, half * block];
  return [
    { kind: n % 5 === 0 ? 'road' : 'street', line: [onGrid(away, -reach), onGrid(away, reach)] },
    { kind: n % 5 === 0 ? 'road' : 'street', line: [onGrid(-reach, away), onGrid(reach, away)] },
  ];
});

const rounded = (places: readonly Place[]) => places.map(([a, b]) => [Number(a.toFixed(5)), Number(b.toFixed(5))]);

export const basemap = {
  about: 'A schematic that Dragonfly draws itself; not for navigation.',
  streets: streets.map(({ kind, line }) => ({ kind, line: rounded(line) })),
  water: [rounded(banks(smooth(river), 420))],
  highways: highways.map(({ name, course }) => ({ name, line: rounded(smooth(course)) })),
  names: names.map(({ name, at }) => ({ name, at })),
};
