import { describe, expect, it } from 'vitest';
import { sectionAt, sectionsFor } from './sections';

const paths = (...roles: string[]) => sectionsFor(roles).map(({ path }) => path);

describe('sections', () => {
  it('shows each role what the API lets it read, and nothing else', () => {
    expect(paths('Ops')).toEqual(['policy', 'codes', 'rejected']);
    expect(paths('Rtic.Supervisor')).toEqual(['policy', 'incidents', 'misuse']);
    expect(paths('Auditor')).not.toContain('people');
    expect(paths('Program.Admin')).not.toContain('rejected');
    expect(paths('Unit')).toEqual([]);
  });

  it('adds up for who has two roles', () => expect(paths('Ops', 'Rtic.Supervisor')).toEqual(['policy', 'codes', 'incidents', 'misuse', 'rejected']));

  it('leads from an address that is not theirs to the first that is', () => {
    expect(sectionAt('people', ['Auditor'])?.path).toBe('partners');
    expect(sectionAt('nowhere', ['Ops'])?.path).toBe('policy');
    expect(sectionAt(undefined, ['Program.Admin'])?.path).toBe('partners');
    expect(sectionAt('policy', ['Unit'])).toBeUndefined();
  });
});
