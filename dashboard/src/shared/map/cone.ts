import type { Schemas } from '../api';

const metersPerDegree = 111_320;

/** Where something is after going that far that way: clockwise from north, in meters. Flat, which at camera range is off by millimeters. */
export function along(from: readonly [number, number], azimuthDegrees: number, meters: number): [number, number] {
  const azimuth = (azimuthDegrees * Math.PI) / 180;
  const [latitude, longitude] = from;
  return [
    latitude + (Math.cos(azimuth) * meters) / metersPerDegree,
    longitude + (Math.sin(azimuth) * meters) / (metersPerDegree * Math.cos((latitude * Math.PI) / 180)),
  ];
}

/** The outline of what a camera sees: a slice of a circle, or the whole circle. Positions are latitude and longitude. */
export function cone(place: Schemas['GeoPoint'], view: Schemas['FieldOfView']): [number, number][] {
  const at: [number, number] = [place.latitude, place.longitude];
  const whole = view.widthDegrees >= 360;
  const steps = Math.max(4, Math.ceil(view.widthDegrees / 10));
  const arc = Array.from({ length: steps + 1 }, (_, i) =>
    along(at, view.azimuthDegrees - view.widthDegrees / 2 + (view.widthDegrees * i) / steps, view.rangeMeters),
  );
  return whole ? arc.slice(0, -1) : [at, ...arc];
}
