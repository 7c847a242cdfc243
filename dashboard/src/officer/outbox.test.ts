import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, drop, due, empty, hurry, interrupted, type Kind, nextAt, type Outbox, type Outcome, sent, waitAfter, want } from './outbox';

describe('the outbox', () => {
  it('sends what is wanted, once', () => {
    let outbox = want(empty, 'b1', 'receipt');
    expect(due(outbox, 0)).toEqual(['b1']);
    outbox = sent(outbox, 'b1');
    expect(due(outbox, 1e12)).toEqual([]);
    expect(nextAt(outbox)).toBeNull();
    expect(answered(outbox, 'b1', 'taken', 0, 0)).toEqual(empty);
  });

  it('says an acknowledgement in place of a receipt that was not sent yet', () => {
    const outbox = want(want(empty, 'b1', 'receipt'), 'b1', 'acknowledgement');
    expect(outbox.get('b1')?.kind).toBe('acknowledgement');
    expect(want(outbox, 'b1', 'receipt')).toBe(outbox);
  });

  it('says an acknowledgement after a receipt that is on its way', () => {
    let outbox = want(sent(want(empty, 'b1', 'receipt'), 'b1'), 'b1', 'acknowledgement');
    expect(due(outbox, 1e12)).toEqual([]);
    outbox = answered(outbox, 'b1', 'taken', 7, 0);
    expect(due(outbox, 7)).toEqual(['b1']);
    expect(sent(outbox, 'b1').get('b1')?.sending).toBe('acknowledgement');
  });

  it('tries again later and later, and at once when the network is back', () => {
    let outbox = want(empty, 'b1', 'acknowledgement');
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      outbox = answered(sent(outbox, 'b1'), 'b1', 'unanswered', 0, 0.5);
      waits.push(nextAt(outbox) ?? -1);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    expect(due(outbox, 19_999)).toEqual([]);
    expect(due(hurry(outbox), 0)).toEqual(['b1']);
  });

  it('does not make a person wait for what a receipt failed with', () => {
    const failed = answered(sent(want(empty, 'b1', 'receipt'), 'b1'), 'b1', 'unanswered', 0, 1);
    expect(due(want(failed, 'b1', 'acknowledgement'), 0)).toEqual(['b1']);
  });

  it('sends acknowledgements first', () => {
    const outbox = want(want(empty, 'b1', 'receipt'), 'b2', 'acknowledgement');
    expect(due(outbox, 0)).toEqual(['b2', 'b1']);
  });

  it('forgets what was recalled, whatever is answered then', () => {
    const outbox = drop(sent(want(empty, 'b1', 'acknowledgement'), 'b1'), 'b1');
    expect(outbox.size).toBe(0);
    expect(answered(outbox, 'b1', 'unanswered', 0, 0).size).toBe(0);
  });

  it('waits within bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const wait = waitAfter(failures, random);
        return wait >= 750 && wait <= 25_000;
      }),
    );
  });
});

/** What may happen to an outbox, in any order. */
type Happening =
  | { readonly is: 'want'; readonly id: string; readonly kind: Kind }
  | { readonly is: 'send' | 'drop'; readonly id: string }
  | { readonly is: 'answer'; readonly id: string; readonly outcome: Outcome }
  | { readonly is: 'hurry' | 'interrupt' };

const id = fc.constantFrom('b1', 'b2', 'b3');
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ is: fc.constant('want' as const), id, kind: fc.constantFrom<Kind>('receipt', 'acknowledgement') }),
  fc.record({ is: fc.constantFrom('send' as const, 'drop' as const), id }),
  fc.record({ is: fc.constant('answer' as const), id, outcome: fc.constantFrom<Outcome>('taken', 'refused', 'unanswered') }),
  fc.record({ is: fc.constantFrom('hurry' as const, 'interrupt' as const) }),
);

/** A bulletin's part as it must be: what people wanted and nobody has taken yet, told in the plainest way. */
interface Model {
  owed: Map<string, Kind>;
  flying: Map<string, Kind>;
}

describe('whatever happens', () => {
  it('nothing wanted is lost, nothing is said twice at once, and nothing of a dropped bulletin is left', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (story) => {
        let outbox: Outbox = empty;
        const model: Model = { owed: new Map(), flying: new Map() };
        for (const [now, event] of story.entries()) {
          outbox = apply(outbox, event, now);
          live(model, event);
          expect(new Map([...outbox].map(([key, word]) => [key, word.kind]))).toEqual(model.owed);
          for (const [key, word] of outbox) expect(word.sending).toBe(model.flying.get(key) ?? null);
          const waiting = [...outbox].filter(([, word]) => !word.sending).map(([key]) => key);
          expect(new Set(due(outbox, Number.MAX_SAFE_INTEGER))).toEqual(new Set(waiting));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('however often it goes unanswered, a word is kept', () => {
    fc.assert(
      fc.property(fc.constantFrom<Kind>('receipt', 'acknowledgement'), fc.nat(200), (kind, times) => {
        let outbox = want(empty, 'b1', kind);
        for (let i = 0; i < times; i++) outbox = answered(sent(outbox, 'b1'), 'b1', 'unanswered', 0, 0.5);
        expect(outbox.get('b1')?.kind).toBe(kind);
        expect(due(outbox, 25_000)).toEqual(['b1']);
      }),
    );
  });

  it('once the network holds, all that was wanted is said', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (story) => {
        let outbox = interrupted(story.reduce((box, event, now) => apply(box, event, now), empty));
        for (let now = 1e6; nextAt(outbox) !== null; now += 1_000)
          for (const key of due(outbox, now)) outbox = answered(sent(outbox, key), key, 'taken', now, 0);
        expect(outbox.size).toBe(0);
      }),
    );
  });
});

function apply(outbox: Outbox, event: Happening, now: number): Outbox {
  switch (event.is) {
    case 'want':
      return want(outbox, event.id, event.kind);
    case 'send':
      return sent(outbox, event.id);
    case 'answer':
      return answered(outbox, event.id, event.outcome, now, 0.5);
    case 'drop':
      return drop(outbox, event.id);
    case 'hurry':
      return hurry(outbox);
    case 'interrupt':
      return interrupted(outbox);
  }
}

function live({ owed, flying }: Model, event: Happening): void {
  if (event.is === 'interrupt') flying.clear();
  if (event.is === 'want' && owed.get(event.id) !== 'acknowledgement') owed.set(event.id, event.kind);
  if (event.is === 'send') {
    const kind = owed.get(event.id);
    if (kind && !flying.has(event.id)) flying.set(event.id, kind);
  }
  if (event.is === 'drop') {
    owed.delete(event.id);
    flying.delete(event.id);
  }
  if (event.is === 'answer') {
    const said = flying.get(event.id);
    flying.delete(event.id);
    if (said && (event.outcome === 'refused' || (event.outcome === 'taken' && owed.get(event.id) === said))) owed.delete(event.id);
  }
}
