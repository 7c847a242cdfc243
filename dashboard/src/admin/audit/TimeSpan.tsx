interface TimeSpanProps {
  readonly from: string;
  readonly to: string;
  readonly change: (part: { from: string } | { to: string }) => void;
}

/** From when, and before when: by the clock of whoever sits there. */
export function TimeSpan({ from, to, change }: TimeSpanProps) {
  return (
    <>
      <label>
        From
        <input type="datetime-local" value={from} onInput={(e) => change({ from: e.currentTarget.value })} />
      </label>
      <label>
        Before
        <input type="datetime-local" value={to} onInput={(e) => change({ to: e.currentTarget.value })} />
      </label>
    </>
  );
}
