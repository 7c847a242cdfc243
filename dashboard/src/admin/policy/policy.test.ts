import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../shared/api';
import { policyDiff } from './diff';
import { bodyOf, changeOf, draftOf, newRule, type PolicyDraft, policyOf, rebase } from './draft';
import { faultInWords } from './fault';
import { findCallType } from './find';
import type { Policy, Rule } from './rules';
import { historyOf, standardPolicy } from './standing';
import { areaInWords, minutesInWords, ruleInWords } from './words';

const rule: Rule = { radiusMeters: 300, minutes: 30, maxMinutes: 120, maxFeeds: 12, recordClip: true, requiresApproval: false };
const policy: Policy = {
  version: '1',
  rules: { ROBBERY: rule, BOMB: { ...rule, radiusMeters: 600 } },
  threats: { reasons: ['SHOOT', 'BOMB'], maxSquareMeters: 1_000_000, maxMinutes: 120, approvalMinutes: 10, maxFeeds: 40, recordClip: true },
};

const rules = fc.record(
  {
    radiusMeters: fc.integer({ min: 1, max: 5000 }),
    minutes: fc.integer({ min: 1, max: 240 }),
    maxMinutes: fc.integer({ min: 240, max: 1440 }),
    maxFeeds: fc.integer({ min: 1, max: 100 }),
    recordClip: fc.boolean(),
    requiresApproval: fc.boolean(),
    retentionDays: fc.integer({ min: 1, max: 3650 }),
  },
  { requiredKeys: ['radiusMeters', 'minutes', 'maxMinutes', 'maxFeeds', 'recordClip', 'requiresApproval'] },
);
const policies: fc.Arbitrary<Policy> = fc.record({
  version: fc.constant('1'),
  rules: fc.dictionary(fc.constantFrom('ROBBERY', 'BOMB', 'SHOOT', 'ASSAULT'), rules, { minKeys: 1, noNullPrototype: true }) as fc.Arbitrary<Policy['rules']>,
});

describe('in words', () => {
  it('tells minutes, areas and rules', () => {
    expect([minutesInWords(45), minutesInWords(60), minutesInWords(90)]).toEqual(['45 min', '1 h', '1 h 30 min']);
    expect([areaInWords(1_000_000), areaInWords(250_000), areaInWords(900)]).toEqual(['1 km²', '0.25 km²', '900 m²']);
    expect(ruleInWords({ ...rule, requiresApproval: true, maxFeeds: 1 })).toEqual({
      near: 'within 300 m',
      time: '30 min, extended up to 2 h',
      feeds: 'the nearest',
      clip: 'recorded from the unlock on, kept 30 days',
      approval: 'after a supervisor approves',
    });
  });
});

describe('what another policy changes', () => {
  it('is told by call type, field by field', () => {
    const after: Policy = { ...policy, version: '2', rules: { ROBBERY: { ...rule, radiusMeters: 400, retentionDays: 60 }, SHOOT: rule } };
    expect(policyDiff(policy, after)).toEqual([
      expect.objectContaining({ kind: 'added', key: 'SHOOT', title: 'Shooting' }),
      expect.objectContaining({ kind: 'removed', key: 'BOMB' }),
      {
        kind: 'changed',
        key: 'ROBBERY',
        title: 'Robbery',
        differences: [
          { what: 'Radius', before: '300 m', after: '400 m' },
          { what: 'Clips', before: 'recorded from the unlock on, kept 30 days', after: 'recorded from the unlock on, kept 60 days' },
        ],
      },
    ]);
  });

  it('is told of threats, and not when reasons only stand in another order', () => {
    const threats = policy.threats as NonNullable<Policy['threats']>;
    expect(policyDiff(policy, { ...policy, threats: { ...threats, reasons: ['BOMB', 'SHOOT'] } })).toEqual([]);
    expect(policyDiff(policy, { ...policy, threats: { ...threats, reasons: ['BOMB'], maxMinutes: 60 } })[0]?.differences).toEqual([
      { what: 'May be declared for', before: 'Bomb threat or investigation; Shooting', after: 'Bomb threat or investigation' },
      { what: 'At most', before: '2 h', after: '1 h' },
    ]);
    const { threats: _, ...without } = policy;
    expect(policyDiff(policy, without)[0]).toMatchObject({ kind: 'removed', key: 'threats' });
    expect(policyDiff(without, policy)[0]).toMatchObject({ kind: 'added', key: 'threats' });
  });

  it('is nothing between equals, and the other way around the other way around', () =>
    fc.assert(
      fc.property(policies, policies, (a, b) => {
        expect(policyDiff(a, a)).toEqual([]);
        const [there, back] = [policyDiff(a, b), policyDiff(b, a)];
        expect(back.map(({ key }) => key).sort()).toEqual(there.map(({ key }) => key).sort());
      }),
    ));
});

describe('a draft', () => {
  it('says what it was made of, with nothing wrong', () =>
    fc.assert(
      fc.property(policies, (any) => {
        const draft = draftOf(any, '"1"');
        expect(bodyOf(draft).errors).toEqual({});
        expect(policyDiff(any, policyOf(draft))).toEqual([]);
      }),
    ));

  it.each([
    ['', 'Must be a whole number from 1 to 5000'],
    ['0', 'Must be a whole number from 1 to 5000'],
    ['5001', 'Must be a whole number from 1 to 5000'],
    ['1.5', 'Must be a whole number from 1 to 5000'],
    ['1e3', 'Must be a whole number from 1 to 5000'],
    [' 40 ', undefined],
  ])('knows of a radius of “%s”', (radiusMeters, error) => {
    const { errors } = bodyOf({ rules: { ROBBERY: { ...newRule, numbers: { ...newRule.numbers, radiusMeters } } }, threats: null });
    expect(errors['rules.ROBBERY.radiusMeters']).toBe(error);
  });

  it('knows that an extension is no shortening, and that a policy of nothing is none', () => {
    const { errors } = bodyOf({ rules: { ROBBERY: { ...newRule, numbers: { ...newRule.numbers, minutes: '90' } } }, threats: null });
    expect(errors).toEqual({ 'rules.ROBBERY.maxMinutes': 'Must not be less than the 90 min it is unlocked for' });
    expect(bodyOf({ rules: {}, threats: null }).errors).toEqual({ rules: 'At least one call type must be left' });
  });
});

describe('what is marked', () => {
  it('is what is new or other than before, and not what was typed back', () => {
    const draft = draftOf(policy, '');
    const robbery = draft.rules['ROBBERY'] ?? newRule;
    const typed = (radiusMeters: string) => ({
      ...draft,
      rules: { ...draft.rules, SHOOT: newRule, ROBBERY: { ...robbery, numbers: { ...robbery.numbers, radiusMeters } } },
    });
    expect(['SHOOT', 'ROBBERY', 'BOMB'].map((code) => changeOf(typed(''), code))).toEqual(['new', 'changed', null]);
    expect(changeOf(typed('300'), 'ROBBERY')).toBeNull();
  });
});

describe('two at once', () => {
  const changed = (draft: PolicyDraft, code: string, radiusMeters: string): PolicyDraft => {
    const was = draft.rules[code] ?? newRule;
    return { ...draft, rules: { ...draft.rules, [code]: { ...was, numbers: { ...was.numbers, radiusMeters } } } };
  };

  it('what each changed stays', () => {
    const mine = { ...changed(draftOf(policy, '"1"'), 'ROBBERY', '111'), reason: 'Mine' };
    const theirs: Policy = { ...policy, version: '2', rules: { ...policy.rules, BOMB: { ...rule, radiusMeters: 222 } } };
    const { draft, both } = rebase(mine, theirs, '"2"');
    expect(both).toEqual([]);
    expect([draft.etag, draft.reason, draft.base.version]).toEqual(['"2"', 'Mine', '2']);
    expect([draft.rules['ROBBERY']?.numbers.radiusMeters, draft.rules['BOMB']?.numbers.radiusMeters]).toEqual(['111', '222']);
  });

  it('what both changed stays as it was typed here, and is told', () => {
    const mine = changed(draftOf(policy, '"1"'), 'ROBBERY', '111');
    const theirs: Policy = { ...policy, rules: { ...policy.rules, ROBBERY: { ...rule, radiusMeters: 222 } } };
    const { draft, both } = rebase(mine, theirs, '"2"');
    expect([draft.rules['ROBBERY']?.numbers.radiusMeters, both]).toEqual(['111', ['ROBBERY']]);
  });

  it('what one removed and the other changed is told as well', () => {
    const { BOMB: _, ...rest } = draftOf(policy, '').rules;
    const theirs: Policy = { ...policy, rules: { ...policy.rules, BOMB: { ...rule, radiusMeters: 222 } } };
    const { draft, both } = rebase({ ...draftOf(policy, ''), rules: rest }, theirs, '');
    expect([Object.keys(draft.rules), both]).toEqual([['ROBBERY'], ['BOMB']]);
  });

  it('of who changed nothing comes what the other wrote, and the other way around', () =>
    fc.assert(
      fc.property(policies, policies, (base, other) => {
        const untouched = rebase(draftOf(base, ''), other, '');
        expect([policyDiff(other, policyOf(untouched.draft)), untouched.both]).toEqual([[], []]);
        const mine = { ...draftOf(other, ''), base };
        const alone = rebase(mine, base, '');
        expect([policyDiff(other, policyOf(alone.draft)), alone.both]).toEqual([[], []]);
      }),
    ));
});

describe('the history', () => {
  const entry = (sequence: number, event: Schemas['Entry']['event']): Schemas['Entry'] => ({
    sequence,
    at: '2026-11-26T00:00:00Z',
    origin: { actor: 'ada', role: 'Program.Admin', source: 'WritePolicy' },
    event,
    previousHash: '',
  });
  const entries = [
    entry(3, { $type: 'policyRevised', policy: { ...policy, version: '3' }, reason: 'c' }),
    entry(2, { $type: 'policyRefused', code: 'forbiddenCode', path: '$.rules.CIVDIS' }),
    entry(1, { $type: 'policyRevised', policy: { ...policy, version: '1' }, reason: 'a' }),
  ];

  it('pairs each policy with the one that it replaced; the first replaced the program’s own', () =>
    expect(historyOf(entries, true).map(({ before }) => before?.version)).toEqual(['1', '1', standardPolicy.version]));

  it('does not guess what stood before as long as that was not read', () => expect(historyOf(entries, false).at(-1)?.before).toBeUndefined());

  it('knows the program’s own policy as the API does', () => expect(standardPolicy.rules['ROBBERY']).toEqual({ ...rule, recordClip: true }));
});

describe('what was at fault', () => {
  it.each([
    ['$.rules.CIVDIS', 'Civil disobedience'],
    ['$.rules.ROBBERY.maxMinutes', 'Robbery: at most, extended'],
    ['$.rules', 'the call types'],
    ['$.threats.reasons[0]', 'public-safety threats: what they may be declared for'],
    ['$.threats.maxFeeds', 'public-safety threats: most feeds'],
    ['$.reason', 'the reason'],
    ['If-Match', 'another policy had been put in place meanwhile'],
    ['$', 'the whole'],
  ])('%s is %s', (path, words) => expect(faultInWords(path)).toBe(words));
});

describe('finding a call type', () => {
  it.each([
    ['CIVDIS', 'CIVDIS'],
    [' robbery ', 'ROBBERY'],
    ['Active shooter', 'ACTSHOOT'],
    ['Active shooter (ACTSHOOT)', 'ACTSHOOT'],
    ['nothing such', null],
    ['', null],
  ])('“%s” is %s', (text, code) => expect(findCallType(text)).toBe(code));
});
