/** A span as two `datetime-local` fields hold it, as the API wants it. What is empty, or no time, is left out. */
export function spanOf(span: { readonly from: string; readonly to: string }): { from?: string; to?: string } {
  const [from, to] = [instant(span.from), instant(span.to)];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

function instant(text: string): string | undefined {
  const at = text ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
