import type { Grant } from '../board';

/** A time span, in ms since 1970 by the server's clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What was seen a moment ago is still being recorded. */
const margin = 2_000;
export const longestMs = 60 * 60_000;

/** Until when a camera can have been seen under a grant, in ms. */
export function seenUntil(grant: Grant, nowMs: number): number {
  const locked = grant.state === 'unlocked' ? Number.POSITIVE_INFINITY : Date.parse(grant.lockedAt ?? grant.expiresAt);
  return Math.min(nowMs, Date.parse(grant.expiresAt), locked) - margin;
}

export type Preset = 'last2' | 'sinceUnlock' | 'before5' | 'before15';

export const presets: readonly (readonly [Preset, string])[] = [
  ['last2', 'Last 2 minutes'],
  ['sinceUnlock', 'Since the unlock'],
  ['before5', '5 minutes before the unlock'],
  ['before15', '15 minutes before the unlock'],
];

/** What a preset stands for; null when the camera was never unlocked, or not for long enough. */
export function presetSpan(preset: Preset, grant: Grant, nowMs: number): Span | null {
  if (!grant.unlockedAt) return null;
  // The server counts finer than in milliseconds: the one after the moment is not before it.
  const unlocked = Date.parse(grant.unlockedAt) + 1;
  const end = seenUntil(grant, nowMs);
  const span: Span = {
    last2: { from: Math.max(unlocked, end - 2 * 60_000), to: end },
    sinceUnlock: { from: Math.max(unlocked, end - longestMs), to: end },
    before5: { from: unlocked - 5 * 60_000, to: unlocked },
    before15: { from: unlocked - 15 * 60_000, to: unlocked },
  }[preset];
  return span.from < span.to ? span : null;
}

/** Why a span cannot be asked for, in words; null when it can. */
export function spanFault({ from, to }: Span): string | null {
  if (Number.isNaN(from) || Number.isNaN(to)) return 'Say from when to when.';
  if (to <= from) return 'It must end after it begins.';
  return to - from > longestMs ? 'At most an hour at once: ask twice for more.' : null;
}

const two = (n: number) => String(n).padStart(2, '0');

/** A moment for a `datetime-local` field, to the second, by the clock on this wall. */
export function toField(ms: number): string {
  if (Number.isNaN(ms)) return '';
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The moment that such a field says; NaN when it says none. */
export const fromField = (text: string): number => (text === '' ? Number.NaN : new Date(text).getTime());
