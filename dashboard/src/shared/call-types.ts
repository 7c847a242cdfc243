import registry from '../../../functions/Dragonfly.Core/Incidents/Cad/call-types.csv?raw';

/** The call type registry (APCO 2.103.2-2019), the same file that the API reads: `code,description`, the latter quoted where it holds a comma. */
const descriptions = new Map(
  registry
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const comma = line.indexOf(',');
      return [
        line.slice(0, comma),
        line
          .slice(comma + 1)
          .replace(/^"|"$/g, '')
          .replaceAll('""', '"'),
      ] as const;
    }),
);

/** A call type in plain words; a code that the registry does not have stands for itself. */
export const callTypeName = (code: string | undefined): string => (code === undefined ? 'Call type not stated' : (descriptions.get(code) ?? code));

/** Every code of the registry with its words. */
export const callTypes: ReadonlyMap<string, string> = descriptions;
