/** What a `datetime-local` field holds, as the API wants it; nothing where it is empty or no time. */
export function fromLocal(text: string): string | undefined {
  const at = text ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
