import { type Signal, signal } from '@preact/signals';
import type { Schemas } from '../../shared/api';

export type ThreatRule = Schemas['ThreatRule'];

/** The largest radius of a circle of at most that area, in whole meters. */
export const largestRadius = (squareMeters: number): number => Math.floor(Math.sqrt(squareMeters / Math.PI));

/** A public-safety threat that is about to be declared: the form and the map show the same one. */
export class ThreatDraft {
  /** Where: latitude, longitude. */
  readonly center: Signal<readonly [number, number]>;
  readonly radiusMeters = signal(200);
  readonly reason = signal('');
  readonly minutes = signal(30);
  readonly note = signal('');
  private key = crypto.randomUUID();
  private sent = '';

  constructor(center: readonly [number, number]) {
    this.center = signal(center);
  }

  /** What is sent. */
  body() {
    const [latitude, longitude] = this.center.peek();
    const note = this.note.peek().trim();
    return {
      reason: this.reason.peek(),
      area: { type: 'Point' as const, coordinates: [round(longitude), round(latitude)] as [number, number], radiusMeters: this.radiusMeters.peek() },
      minutes: this.minutes.peek(),
      ...(note ? { note } : {}),
    };
  }

  /** Names this declaration, so that one which is sent again because no answer came is the same threat; what was changed meanwhile is another. */
  idempotencyKey(): string {
    const now = JSON.stringify(this.body());
    if (this.sent && this.sent !== now) this.key = crypto.randomUUID();
    this.sent = now;
    return this.key;
  }
}

/** A tenth of a meter is near enough. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
