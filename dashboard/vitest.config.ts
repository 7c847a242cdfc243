import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // The call type registry is the API's own file.
        server: { fs: { allow: ['..'] } },
        test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'], environment: 'happy-dom', testTimeout: 30_000 },
      },
      { test: { name: 'bench', include: ['bench/**/*.bench.ts'], environment: 'node', hookTimeout: 120_000 } },
      {
        // In a real browser, against a real Dragonfly.Local, which mostly wait for each other: two at a time, on a machine of two cores.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          environment: 'node',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
