/** A code table as the CSV that replaces it. */
export function csvOf(codes: Readonly<Record<string, string>>): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = Object.entries(codes).map(([local, registry]) => `${cell(local)},${cell(registry)}`);
  return ['localCode,registryCode', ...rows, ''].join('\n');
}
