import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../shared/api';
import { readLogFile } from './log-file';
import { spanOf } from './times';
import { verdictOf } from './verdict';

const report: Schemas['LogReport'] = {
  whole: true,
  timelines: 303,
  entries: 2780,
  unsealed: 0,
  ownKeys: false,
  seals: [
    { agency: 'cpd', checkpoints: 2, until: '2026-11-26T00:00:00Z' },
    { agency: 'program', checkpoints: 0 },
  ],
  faultCount: 0,
  faults: [],
};

describe('a verdict', () => {
  it('says that the log is whole only where a checkpoint proves it', () => {
    expect(verdictOf(report)).toMatchObject({ good: true, title: 'The log is whole: nothing was changed, and nothing is missing.', open: '' });
    const fresh = verdictOf({ ...report, unsealed: 2780 });
    expect(fresh.title).toBe('No fault was found.');
    expect(fresh.open).toMatch(/^All of the entries are newer than the last signed checkpoint/);
  });

  it('says what was checked', () => {
    const { checked } = verdictOf(report);
    expect(checked[0]).toBe('2,780 entries of 303 timelines: the hash of each, and that each follows the one before it.');
    expect(checked[1]).toMatch(/^2 signed checkpoints of cpd, the last of /);
    expect(checked[2]).toBe('No checkpoint of the program is signed yet.');
  });

  it('counts faults', () => {
    expect(verdictOf({ ...report, whole: false, faultCount: 1 })).toMatchObject({ good: false, title: 'The log is at fault in 1 place.' });
    expect(verdictOf({ ...report, whole: false, faultCount: 1200 }).title).toBe('The log is at fault in 1,200 places.');
  });
});

describe('a file of the log', () => {
  const stream = (...chunks: string[]) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    });

  it('is whole with its last line, wherever it is cut on its way', async () => {
    const told: number[] = [];
    const file = await readLogFile(stream('{"format":1}\n{"a"', ':1}\n{"en', 'd":true,"timelines":1,"entries":1}\n'), (lines) => told.push(lines));
    expect([file.isWhole, file.lines, told]).toEqual([true, 3, [1, 2, 3]]);
    expect(await file.blob.text()).toBe('{"format":1}\n{"a":1}\n{"end":true,"timelines":1,"entries":1}\n');
  });

  it.each([[['{"format":1}\n{"a":1}\n']], [['{"format":1}\n{"end":tr']], [[]]])('%j has broken off', async (chunks) =>
    expect((await readLogFile(stream(...chunks), () => {})).isWhole).toBe(false),
  );

  it('is looked at to its end however long a line is', async () => {
    const file = await readLogFile(stream(`{"a":"${'x'.repeat(5_000)}"}\n`, '{"end":true}\n'), () => {});
    expect(file.isWhole).toBe(true);
  });
});

describe('a span of time', () => {
  it('is sent as instants, and what is empty is left out', () => {
    expect(spanOf({ from: '', to: 'rubbish' })).toEqual({});
    expect(spanOf({ from: '2026-11-26T08:00', to: '' })).toEqual({ from: new Date('2026-11-26T08:00').toISOString() });
  });
});
