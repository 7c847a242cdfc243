import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Everything, lookBackOf, lookBackSteps, type Step } from './look-back';
import { always, anyRule, feed, partner, site } from './samples';
import type { Rule } from './standing';

const anything: fc.Arbitrary<Everything> = fc
  .record({ p: anyRule, a: anyRule, s: anyRule, f: fc.array(anyRule, { minLength: 1, maxLength: 5 }) })
  .map(({ p, a, s, f }) => ({
    partner: partner({ sharing: p, agencies: { cpd: a, hcso: always } }),
    sites: [site({ sharing: s }), site({ siteId: 's-2', withdrawn: true })],
    feeds: [...f.map((sharing, i) => feed({ feedId: `f-${i}`, sharing })), feed({ feedId: 'gone', withdrawn: true }), feed({ feedId: 'there', siteId: 's-2' })],
  }));

function taken({ partner: p, sites, feeds }: Everything, steps: readonly Step[]): Everything {
  const ruleFor = (at: (step: Step) => boolean, before: Rule) => steps.find(at)?.rule ?? before;
  return {
    partner: {
      ...p,
      sharing: ruleFor((step) => step.level === 'partner', p.sharing),
      agencies: Object.fromEntries(
        Object.entries(p.agencies).map(([id, rule]) => [id, ruleFor((step) => step.level === 'agency' && step.agency === id, rule)]),
      ),
    },
    sites: sites.map((s) => ({ ...s, sharing: ruleFor((step) => step.level === 'site' && step.site === s.siteId, s.sharing) })),
    feeds: feeds.map((f) => ({ ...f, sharing: ruleFor((step) => step.level === 'feeds' && step.feeds.includes(f.feedId), f.sharing) })),
  };
}

describe('looking back', () => {
  it('is just so far for every camera once all steps are taken, and nothing else changed', () => {
    fc.assert(
      fc.property(anything, fc.nat(30), (everything, minutes) => {
        const steps = lookBackSteps(everything, minutes);
        const after = taken(everything, steps);
        expect(lookBackOf(after)).toEqual({ fewest: minutes, most: minutes });
        expect(lookBackSteps(after, minutes)).toEqual([]);
        const without = (rule: Rule) => ({ ...rule, lookBackMinutes: 0 });
        expect(after.feeds.map((f) => without(f.sharing))).toEqual(everything.feeds.map((f) => without(f.sharing)));
      }),
    );
  });

  it('takes one step to end it, and none for what is gone', () => {
    const rule = { ...always, lookBackMinutes: 10 };
    const everything = { partner: partner({ sharing: rule, agencies: { cpd: rule } }), sites: [site({ sharing: rule })], feeds: [feed({ sharing: rule })] };
    expect(lookBackSteps(everything, 0)).toEqual([{ level: 'partner', rule: { ...rule, lookBackMinutes: 0 } }]);
    const steps = lookBackSteps({ partner: partner(), sites: [site()], feeds: [feed(), feed({ feedId: 'f-2' }), feed({ feedId: 'f-3', withdrawn: true })] }, 5);
    expect(steps.map((step) => step.level)).toEqual(['agency', 'site', 'feeds', 'partner']);
    expect(steps[2]).toMatchObject({ feeds: ['f-1', 'f-2'] });
  });

  it('is the fewest of the four levels', () => {
    const five = { ...always, lookBackMinutes: 5 };
    expect(
      lookBackOf({
        partner: partner({ sharing: five, agencies: { cpd: five } }),
        sites: [site({ sharing: five })],
        feeds: [feed({ sharing: five }), feed({ feedId: 'f-2' })],
      }),
    ).toEqual({
      fewest: 0,
      most: 5,
    });
    expect(lookBackOf({ partner: partner(), sites: [], feeds: [] })).toEqual({ fewest: 0, most: 0 });
  });
});
