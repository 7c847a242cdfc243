import { describe, expect, it } from 'vitest';
import { lineOf } from './columns';
import { eventKinds, describe as inWords, kindName, type TimelineEvent } from './describe';

const entry = (event: TimelineEvent) => ({
  sequence: 1,
  at: '2026-11-26T00:00:00Z',
  origin: { actor: 'ada', role: 'Rtic.Supervisor', source: 'X' },
  event,
  previousHash: '',
});

describe('an entry as a line', () => {
  it('names the incident of an incident’s own timeline, and why', () =>
    expect(lineOf({ timeline: 'incidents/abc', entry: entry({ $type: 'lockedBySupervisor', reason: 'Wrong address' }) })).toMatchObject({
      actor: 'ada',
      incident: 'abc',
      reason: 'Wrong address',
      what: 'A supervisor locked the incident',
    }));

  it('tells a call type and a code of ours in words', () => {
    const ticket = {
      $type: 'ticketIssued',
      ticket: 't',
      grant: 'g',
      feed: 'feed-1',
      viewer: 'bo',
      reason: 'ROBBERY',
      expiresAt: '2026-11-26T00:00:30Z',
    } as const;
    expect(lineOf({ timeline: 'incidents/abc', entry: entry(ticket) }).reason).toBe('Robbery');
    const ended = {
      $type: 'grantsEnded',
      grants: [
        { grant: 'g', reason: 'timeToLive' },
        { grant: 'h', reason: 'timeToLive' },
      ],
    } as const;
    expect(lineOf({ timeline: 'incidents/abc', entry: entry(ended as unknown as TimelineEvent) }).reason).toBe('time to live');
    expect(lineOf({ timeline: 'x', entry: entry({ $type: 'partnerRefused', command: 'ApprovePartner', code: 'unknownAgency' }) })).toMatchObject({
      what: 'Refused: approve partner',
      reason: 'unknown agency',
    });
  });

  it('leaves empty what is not there, and shows what is no entry any more', () => {
    expect(lineOf({ timeline: 'policy', entry: entry({ $type: 'personalDataErased' }) })).toMatchObject({ incident: '', reason: '' });
    expect(lineOf({ timeline: 'incidents/abc', entry: '{"seq' })).toMatchObject({ at: '', incident: 'abc' });
  });

  it('of a kind that this page does not know says the kind', () => expect(inWords({ $type: 'brandNew' } as unknown as TimelineEvent)).toBe('brandNew'));
});

describe('kinds', () => {
  it('have names in words', () => {
    expect(kindName('policyRevised')).toBe('policy revised');
    expect(eventKinds).toContain('checkpointSigned');
    expect(new Set(eventKinds).size).toBe(eventKinds.length);
  });
});
