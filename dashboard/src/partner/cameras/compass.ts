const points = ['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest'] as const;

/** The point of the compass that a direction is nearest to. */
export const compass = (azimuthDegrees: number): (typeof points)[number] => points[Math.round((((azimuthDegrees % 360) + 360) % 360) / 45) % 8] ?? 'north';
