// The whole journey without a pointer.

import { CLAIRE, NO_SESSION, cell, expect, openPlanning, signIn, test } from '../support/test.ts';

test.use({ expected: NO_SESSION });

test('the keyboard alone books, cancels, reads why and sends', async ({ page, portal }) => {
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Tab until what has the focus is called so. */
  const tabTo = async (name: RegExp) => {
    for (let count = 0; count < 60; count += 1) {
      const focused = page.locator(':focus');
      if ((await focused.count()) === 1) {
        const found = await focused.evaluate((it: HTMLElement) => it.getAttribute('aria-label') ?? it.innerText ?? '');
        if (name.test(found.trim())) return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error(`the tab key never reaches ${name}`);
  };

  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByLabel('Adresse e-mail').focus();
  await page.keyboard.type(CLAIRE);
  await press('Tab');
  await expect(page.getByLabel('Mot de passe', { exact: true })).toBeFocused();
  await page.keyboard.type(portal.passwords.get(CLAIRE)!);
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Bonjour Claire');

  await page.keyboard.press('Shift+Tab');
  for (let count = 0; count < 12; count += 1) {
    if (await page.getByRole('link', { name: 'Calendrier', exact: true }).first().evaluate((it) => it === document.activeElement)) break;
    await page.keyboard.press('Shift+Tab');
  }
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Calendrier' })).toBeFocused();
  await expect(page.getByRole('grid')).toBeVisible();

  // into the grid, one stop for the tab key
  const inGrid = () => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null);
  for (let count = 0; count < 40 && !(await inGrid()); count += 1) await press('Tab');
  expect(await inGrid()).toBe(true);

  const target = cell(page, 'Midi', 'vendredi 18 septembre', 'Lina');
  const at = (await target.getAttribute('data-at'))!.split('.').map(Number);
  const here = (await page.locator(':focus').getAttribute('data-at'))!.split('.').map(Number);
  for (let row = here[0]; row !== at[0]; row += Math.sign(at[0] - here[0])) {
    await press(at[0] > here[0] ? 'ArrowDown' : 'ArrowUp');
  }
  for (let column = here[1]; column !== at[1]; column += Math.sign(at[1] - here[1])) {
    await press(at[1] > here[1] ? 'ArrowRight' : 'ArrowLeft');
  }
  await expect(target).toBeFocused();
  await press(' ');
  await expect(target).toHaveAttribute('aria-checked', 'true');
  await press('Control+z');
  await expect(target).toHaveAttribute('aria-checked', 'false');
  await press('Control+Shift+Z');
  await expect(target).toHaveAttribute('aria-checked', 'true');

  await press('ArrowLeft');
  const booked = cell(page, 'Midi', 'jeudi 17 septembre', 'Lina');
  await expect(booked).toBeFocused();
  await press(' ');
  await expect(booked).toHaveAccessibleName(/À annuler/);

  // Enter lists the day, Escape returns to the cell
  await press('Enter');
  await expect(page.getByRole('dialog')).toContainText('jeudi 17 septembre');
  await press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(booked).toBeFocused();

  // the question mark tells all keys
  await press('?');
  await expect(page.getByRole('dialog', { name: 'Au clavier' })).toBeVisible();
  await press('Escape');
  await expect(booked).toBeFocused();

  // one that is too late
  const late = cell(page, 'Soir 16 h 30 – 18 h 30', 'mardi 15 septembre', 'Lina');
  await late.focus();
  await press(' ');
  await expect(page.getByRole('dialog')).toContainText('La limite était');
  await press('Escape');
  await expect(late).toBeFocused();

  await tabTo(/^Vérifier/);
  await press('Enter');
  await expect(page.getByRole('dialog', { name: 'Vérifier et envoyer' })).toBeVisible();
  await tabTo(/^Envoyer 2 choix/);
  await press('Enter');
  await expect(page.getByRole('dialog', { name: 'C’est enregistré' })).toBeVisible();
  await tabTo(/^Terminer/);
  await press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(target).toHaveAccessibleName(/Réservé/);
  const [mail] = await portal.mails(1);
  expect(mail.text).toContain('Lina');
});

test('shift and arrows paint, escape abandons', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  const first = cell(page, 'Midi', 'mardi 15 septembre', 'Adam');
  const second = cell(page, 'Midi', 'jeudi 17 septembre', 'Adam');
  await first.focus();
  await page.keyboard.down('Shift');
  // over Wednesday, on which there is no school
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.up('Shift');
  await expect(first).toHaveAttribute('aria-checked', 'true');
  await expect(second).toHaveAttribute('aria-checked', 'true');
  await page.keyboard.press('Control+z');
  await expect(first).toHaveAttribute('aria-checked', 'false');
  await expect(second).toHaveAttribute('aria-checked', 'false');
  await first.focus();
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await page.keyboard.up('Shift');
  await expect(first).toHaveAttribute('aria-checked', 'false');
  await expect(page.getByRole('region', { name: 'Choix à envoyer' })).toBeHidden();
});
