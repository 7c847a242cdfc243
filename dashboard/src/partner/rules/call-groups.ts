import { callTypeName } from '../../shared/call-types';
import { listed } from './hours-in-words';

/** Kinds of calls as somebody names them who is no dispatcher. */
export interface CallGroup {
  /** As it stands in a sentence: "Shared for …". */
  readonly words: string;
  readonly codes: readonly string[];
}

const groups: readonly CallGroup[] = [
  { words: 'robberies', codes: ['ROBBERY'] },
  { words: 'carjackings', codes: ['CARJACK'] },
  { words: 'robbery and panic alarms', codes: ['ALMH', 'ALRROBA', 'ALRROBS', 'ALRPANA', 'ALRPANS'] },
  { words: 'burglaries', codes: ['BURGLARY'] },
  { words: 'shootings', codes: ['ACTSHOOT', 'SHOOT'] },
  { words: 'stabbings and assaults', codes: ['STABBING', 'ASSAULT', 'NCRASLTWF', 'FASX'] },
  { words: 'homicides', codes: ['HOMICIDE'] },
  { words: 'people with weapons', codes: ['WEAPON'] },
  { words: 'kidnappings and hostages', codes: ['ABDUCTF', 'ABDUCTNF', 'HOSTAGE'] },
  { words: 'bombs and terrorism', codes: ['BOMB', 'TERROR'] },
  { words: 'police pursuits', codes: ['PURSUIT'] },
  { words: 'officers and medics in trouble', codes: ['HLP1'] },
];

const grouped = new Set(groups.flatMap(({ codes }) => codes));

/** The groups of what unlocks cameras at present; a code of no group stands alone. */
export function groupsOf(codes: readonly string[]): CallGroup[] {
  const known = groups.map(({ words, codes: all }) => ({ words, codes: all.filter((code) => codes.includes(code)) })).filter((group) => group.codes.length > 0);
  const alone = codes.filter((code) => !grouped.has(code)).map((code) => ({ words: callWithin(code), codes: [code] }));
  return [...known, ...alone];
}

/** A call type as it stands within a sentence. */
export const callWithin = (code: string | undefined): string => callTypeName(code).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

/**
 * `robberies, shootings and silent panic alarm`: a group goes by its name when all of it is meant, which is all of it that unlocks cameras where that is
 * known; of others each code is named.
 */
export function callsInWords(codes: readonly string[], unlocking: readonly string[] | null): string {
  return listed(
    groupsOf(codes).flatMap((group) => {
      const whole = groups.find(({ words }) => words === group.words)?.codes.filter((code) => unlocking === null || unlocking.includes(code)) ?? group.codes;
      return whole.every((code) => group.codes.includes(code)) ? [group.words] : group.codes.map(callWithin);
    }),
  );
}
