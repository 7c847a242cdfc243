import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsInWords, groupsOf } from './call-groups';
import { always, anyRule, everyDay, feed, partner, site } from './samples';
import { type Rule, sharedAs } from './standing';
import { covers, weekOf, weekSeconds } from './week';
import { isShared, ruleInWords, sharingInWords } from './words';

const now = Date.parse('2026-11-26T12:00:00Z');
const unlocking = ['ROBBERY', 'SHOOT', 'ACTSHOOT', 'BURGLARY', 'ALMH', 'ALRROBA'];
const words = (levels: Parameters<typeof sharingInWords>[0]) => sharingInWords(levels, now, unlocking).join(' ');
const nights = [{ days: [...everyDay].slice(0, 5), from: '22:00', to: '06:00' }];
const never: Rule = { ...always, enabled: false };

describe('what of a camera is shared', () => {
  it('is said in a sentence', () => {
    expect(words({ partner: partner(), site: site(), feed: feed() })).toBe('Shared for every kind of call that unlocks cameras, at any hour.');
    expect(
      words({ partner: partner(), site: site({ sharing: { ...always, callTypes: ['ROBBERY', 'SHOOT', 'ACTSHOOT'], hours: nights } }), feed: feed() }),
    ).toBe('Shared for robberies and shootings, Mon–Fri 22:00–06:00.');
    expect(words({ partner: partner({ sharing: { ...always, callTypes: ['SHOOT'] } }), site: site(), feed: feed() })).toBe('Shared for shooting, at any hour.');
    expect(words({ partner: partner({ sharing: never }), site: site(), feed: feed() })).toBe('Not shared: everything is stopped.');
    expect(words({ partner: partner(), site: site(), feed: feed({ sharing: never }) })).toBe('Not shared: this camera is switched off.');
    expect(words({ partner: partner({ agencies: {} }), site: site(), feed: feed() })).toBe('Not shared: no police agency is let in.');
    expect(words({ partner: partner({ status: 'approved' }), site: site(), feed: feed() })).toBe('Not shared yet: the agreement is not signed.');
    expect(
      words({
        partner: partner({ sharing: { ...always, callTypes: ['SHOOT'] } }),
        site: site({ sharing: { ...always, callTypes: ['ROBBERY'] } }),
        feed: feed(),
      }),
    ).toBe('Not shared: your rules have no kind of call in common.');
    expect(words({ partner: partner(), site: site({ sharing: { ...always, pausedUntil: '2026-12-01T13:00:00Z' } }), feed: feed() })).toMatch(
      /^Paused until .*Dec 1, 2026.*\. Then shared for every kind of call/,
    );
    const looksBack = { ...always, lookBackMinutes: 5 };
    expect(
      words({ partner: partner({ sharing: looksBack, agencies: { cpd: looksBack } }), site: site({ sharing: looksBack }), feed: feed({ sharing: looksBack }) }),
    ).toMatch(/Police may also see up to 5 minutes from before the unlock\.$/);
  });

  it('is said for each group of agencies when there are several', () => {
    const levels = { partner: partner({ agencies: { cpd: always, hcso: always, utc: { ...always, callTypes: ['ROBBERY'] } } }), site: site(), feed: feed() };
    expect(sharingInWords(levels, now, unlocking)).toEqual([
      'Shared with CPD and HCSO for every kind of call that unlocks cameras, at any hour.',
      'Shared with UTC for robberies, at any hour.',
    ]);
  });

  it('is what every rule permits, and nothing else', () => {
    const calls = ['ROBBERY', 'SHOOT', 'BURGLARY'];
    fc.assert(
      fc.property(anyRule, anyRule, anyRule, anyRule, fc.constantFrom(...calls), fc.nat(weekSeconds - 1), (p, s, f, a, call, second) => {
        const levels = { partner: partner({ sharing: p, agencies: { cpd: a } }), site: site({ sharing: s }), feed: feed({ sharing: f }) };
        const permitted = [p, s, f, a].every(
          (rule) =>
            rule.enabled &&
            !(Date.parse(rule.pausedUntil ?? '1970-01-01') > now) &&
            (rule.callTypes.length === 0 || rule.callTypes.some((code) => code.toUpperCase() === call)) &&
            covers(weekOf(rule.hours), second),
        );
        const shared = sharedAs(levels, now, unlocking);
        const told =
          shared.never === null &&
          shared.standings.some(({ terms }) => terms.pausedUntil === null && (terms.calls?.includes(call) ?? true) && covers(terms.hours, second));
        expect(told).toBe(permitted);
        if (permitted) expect(isShared(shared)).toBe(true);
        if (shared.never === null)
          for (const { terms } of shared.standings) expect(terms.lookBackMinutes).toBe(Math.min(...[p, s, f, a].map((rule) => rule.lookBackMinutes ?? 0)));
      }),
    );
  });

  it('is nothing while nothing may be, whatever the rules', () => {
    fc.assert(
      fc.property(anyRule, anyRule, (p, f) => {
        const rules = { partner: partner({ sharing: p }), site: site(), feed: feed({ sharing: f }) };
        expect(sharedAs({ ...rules, feed: feed({ withdrawn: true }) }, now, null).never).toBe('withdrawn');
        expect(sharedAs({ ...rules, partner: partner({ status: 'suspended' }) }, now, null).never).toBe('suspended');
        expect(sharedAs(rules, Date.parse('2029-01-01'), null).never).toBe('agreementEnded');
      }),
    );
  });
});

describe('one rule by itself', () => {
  it('is said whatever the others say', () => {
    expect(ruleInWords(never, now, unlocking)).toBe('Not shared.');
    expect(ruleInWords({ ...always, callTypes: ['burglary'], lookBackMinutes: 1 }, now, unlocking)).toBe('Shared for burglaries, at any hour.');
  });
});

describe('kinds of calls', () => {
  it('are groups in plain words, and a code of no group by itself', () => {
    expect(groupsOf(['ROBBERY', 'SHOOT', 'NEWCODE'])).toEqual([
      { words: 'robberies', codes: ['ROBBERY'] },
      { words: 'shootings', codes: ['SHOOT'] },
      { words: 'NEWCODE', codes: ['NEWCODE'] },
    ]);
  });

  it('go by the name of their group only when all of it is meant', () => {
    expect(callsInWords(['ALMH', 'ALRROBA'], unlocking)).toBe('robbery and panic alarms');
    expect(callsInWords(['ALMH', 'ALRROBA'], null)).toBe('panic or duress or hold-up alarm and robbery alarm that sounds');
  });
});
