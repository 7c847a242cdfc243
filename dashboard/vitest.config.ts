import { defineConfig } from 'vitest/config';

/** The call type registry is the API's own file. */
const registry = { server: { fs: { allow: ['..'] } } };

const unit = { environment: 'happy-dom', testTimeout: 30_000 };

/** What plays a module by another has an environment of its own; to make one for every file takes ten times as long as all tests. */
const mocking = ['src/console/room.test.ts', 'src/console/incident/Queue.test.tsx', 'src/shared/live.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        ...registry,
        test: { name: 'unit', ...unit, include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'], exclude: mocking, isolate: false },
      },
      { ...registry, test: { name: 'unit-isolated', ...unit, include: mocking } },
      { test: { name: 'bench', include: ['bench/**/*.bench.ts'], environment: 'node', hookTimeout: 120_000 } },
      {
        // In a real browser, against a real Dragonfly.Local, which mostly wait for each other: two at a time, on a machine of two cores.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          environment: 'node',
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
