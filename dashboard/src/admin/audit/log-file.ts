/** What came of an export that was read to its end, or was not. */
export interface LogFile {
  readonly blob: Blob;
  readonly lines: number;
  /** Whether the last line is there, without which it has broken off. */
  readonly isWhole: boolean;
}

/**
 * Reads an export as it streams in. The browser keeps it where it keeps large files, and this only counts and looks at the end.
 * @param told Told how many lines have come so far.
 */
export async function readLogFile(stream: ReadableStream<Uint8Array>, told: (lines: number) => void): Promise<LogFile> {
  let lines = 0;
  let tail = new Uint8Array();
  const counted = stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        for (const byte of chunk) if (byte === newline) lines++;
        tail = chunk.length >= most ? chunk.slice(-most) : concat(tail, chunk).slice(-most);
        told(lines);
        out.enqueue(chunk);
      },
    }),
  );
  const blob = await new Response(counted, { headers: { 'Content-Type': 'application/x-ndjson' } }).blob();
  return { blob, lines, isWhole: endsWell(new TextDecoder().decode(tail)) };
}

const newline = 10;
/** The last line is short. */
const most = 512;

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Whether a text ends with an export's last line: `{"end":true,…}`. */
function endsWell(text: string): boolean {
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  try {
    return (JSON.parse(last) as { end?: unknown }).end === true;
  } catch {
    return false;
  }
}

/** Gives a file to whoever sits there. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
