import { defineConfig } from '@playwright/test';

// Debian's Chromium, as families have it; nothing is downloaded.
const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  },
  locale: 'fr-FR',
  // the organisation's clock is Paris', wherever the family is
  timezoneId: 'America/Martinique',
  reducedMotion: 'reduce' as const,
  // without a film of it: that would cost a quarter of the time
  trace: { mode: 'retain-on-failure' as const, screenshots: false, sources: false },
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
      testIgnore: ['screens', 'sign-up-links', 'staff*', 'known-families'].map((name) => `**/${name}.spec.ts`),
      use: { ...chromium, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    { name: 'desktop', use: { ...chromium, viewport: { width: 1280, height: 800 } } },
  ],
});
