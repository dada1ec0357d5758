import { NO_SESSION, cell, expect, openPlanning, signIn, test } from '../support/test.ts';
test.use({ expected: [NO_SESSION] });
test('look', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await page.waitForTimeout(500);
  console.log(JSON.stringify(await page.evaluate(() => [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > 391).map((it) => `${it.tagName}.${it.getAttribute('class')} ${Math.round(it.getBoundingClientRect().left)}-${Math.round(it.getBoundingClientRect().right)} ${getComputedStyle(it).position}`)), null, 1));
  console.log(await page.evaluate(() => document.querySelector('.planning')!.getBoundingClientRect().right));
});
