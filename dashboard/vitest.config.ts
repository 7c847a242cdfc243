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
        // In a real browser, against a real Dragonfly.Local: one after the other, on a machine of two cores.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
