// The planning and what lies over it: every screen is sound.

import type { Page } from '@playwright/test';

import { expectSound } from '../support/checks.ts';
import { button } from '../support/elements.ts';
import { cell, expect, inVacation, openPlanning, press, signIn, test } from '../support/test.ts';

// the session that a fresh browser has not
test.use({ expected: /status of 401/ });

async function escape(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('the planning is sound, and the sheets of a day, a row, a refusal, the keys', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await expectSound(page, 'planning');
  await button(page, 'vendredi 18 septembre : voir la liste du jour').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectSound(page, 'day sheet');
  await escape(page);
  await button(page, 'Midi, Restaurant scolaire, Lina : remplir la ligne').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectSound(page, 'row sheet');
  await escape(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Au clavier' })).toBeVisible();
  await expectSound(page, 'keys');
  await escape(page);
  await press(cell(page, 'Soir 16 h 30 – 18 h 30', 'mardi 15 septembre', 'Lina'));
  await expect(page.getByRole('dialog')).toContainText('La limite');
  await expectSound(page, 'why sheet');
  await button(page, 'Écrire au référent').click();
  await expect(page.getByLabel('Votre message au référent')).toBeVisible();
  await expectSound(page, 'message');
});

test('choices are sound: chosen, looked at, sent; and the planning of a vacation', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await cell(page, 'Midi', 'vendredi 18 septembre', 'Lina').click();
  await cell(page, 'Midi', 'jeudi 17 septembre', 'Lina').click();
  await expect(page.getByRole('region', { name: 'Choix à envoyer' })).toBeVisible();
  await expectSound(page, 'planning with choices');
  await button(page, 'Vérifier').click();
  await expect(page.getByRole('dialog', { name: 'Vérifier et envoyer' })).toBeVisible();
  await expectSound(page, 'recap');
  await page.getByRole('button', { name: /^Envoyer 2 choix/ }).click();
  await expect(page.getByRole('dialog', { name: 'C’est enregistré' })).toBeVisible();
  await expectSound(page, 'result');
  await button(page, 'Terminer').click();
  for (let week = 0; week < 6; week += 1) await button(page, 'Jours suivants').click();
  await expect(inVacation(page, 'lundi 1er mars')).toBeVisible();
  await expectSound(page, 'planning of a vacation');
});

test('the planning of who may only look is sound', async ({ page, portal }) => {
  await signIn(page, portal, 'paul.nguyen@example.org');
  await openPlanning(page);
  await expectSound(page, 'planning of who may only look');
});

test.describe('between the windows of autumn and of winter', () => {
  test.use({ at: '2026-11-16T08:00:00' });

  test('what waits for an opening is sound', async ({ page, portal }) => {
    await signIn(page, portal);
    await page.goto(`${portal.url}/planning?week=2027-02-22`);
    await press(inVacation(page, 'lundi 22 février'));
    await button(page, 'Préparer ce choix').click();
    await button(page, 'Vérifier').click();
    await expect(page.getByRole('dialog')).toContainText('À envoyer à l’ouverture');
    await expectSound(page, 'recap of what waits for an opening');
  });
});
