import { existsSync } from 'node:fs';

import { defineConfig } from '@playwright/test';

// Debian's Chromium, nothing is downloaded: without the windows that nobody sees, or the whole of it.
const browsers = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: browsers.find((path) => existsSync(path)),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  },
  locale: 'fr-FR',
  // the organisation's clock is Paris', wherever the family is
  timezoneId: 'America/Martinique',
  reducedMotion: 'reduce' as const,
  // of all tests it would cost a tenth of the time: `npx playwright test --trace on` traces those one looks for
  trace: 'off' as const,
  screenshot: 'only-on-failure' as const,
  actionTimeout: 10_000,
};

export default defineConfig({
  testDir: './journeys',
  outputDir: './test-results',
  fullyParallel: true,
  forbidOnly: true,
  // a test that passes when repeated has failed
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  projects: [
    {
      name: 'phone',
      // those set their own widths, ask of links what no width changes, or are done at a desk: on a phone staff read
      testIgnore: ['screens*', 'sign-up-links', 'staff*', 'known-families*'].map((name) => `**/${name}.spec.ts`),
      use: { ...chromium, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    { name: 'desktop', use: { ...chromium, viewport: { width: 1280, height: 800 } } },
  ],
});
