import { callTypes } from '../../shared/call-types';

/** The code that somebody means: a code, its words, or the two as the list offers them. Null when the registry has none such. */
export function findCallType(text: string): string | null {
  const given = text.trim();
  const code = (/\(([^()]+)\)$/.exec(given)?.[1] ?? given).toUpperCase();
  if (callTypes.has(code)) return code;
  const words = given.toLowerCase();
  for (const [known, description] of callTypes) if (description.toLowerCase() === words) return known;
  return null;
}
