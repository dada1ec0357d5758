// The family's file: read, changed, completed, sent; what waits for staff stands beside what holds.

import type { Page } from '@playwright/test';

import { button, expectHeading, heading } from '../support/elements.ts';
import { AT_ONCE } from '../support/family-files.ts';
import { CLAIRE, expect, openPlanning, picture, press, signIn, test } from '../support/test.ts';

const ANNE = 'anne.schmitt@example.org';
const FATOU = 'fatou.diallo@example.org';
const PAUL = 'paul.nguyen@example.org';

const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const group = (page: Page, name: string) => page.getByRole('group', { name });

async function openFile(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await expectHeading(page, 'Mon dossier');
  await expect(page.getByRole('heading', { name: 'Mon foyer' })).toBeVisible();
}

test.describe('where edits wait for staff', () => {
  // 412 is what one is told who comes second
  test.use({ expected: /status of (401|404|412|422)/ });

  test('an edit waits beside what holds, and is taken back', async ({ page, portal }) => {
    await signIn(page, portal);
    await openFile(page);
    await expect(page.getByText('Votre dossier est validé.')).toBeVisible();
    await picture(page, 'file');
    await link(page, 'Modifier : Adresse de correspondance').click();
    await expectHeading(page, 'Adresse de correspondance');
    await expect(page.getByLabel(/^Numéro et rue/)).toBeFocused();
    await expect(page.getByLabel(/^Code postal/)).toHaveAttribute('autocomplete', 'postal-code');
    await page.getByLabel(/^Numéro et rue/).fill('12 chemin des Écoles');
    await page.getByLabel(/^Code postal/).fill('551');
    await picture(page, 'file-edit');
    await button(page, 'Enregistrer').click();
    await expect(page.getByRole('alert')).toBeFocused();
    await expect(page.getByRole('alert')).toContainText('Code postal : Écrivez les cinq chiffres');
    await expect(page.getByLabel(/^Code postal/)).toHaveAccessibleDescription(/cinq chiffres/);
    await picture(page, 'file-edit-wrong');
    await page.getByLabel(/^Code postal/).fill('55190');
    await button(page, 'Enregistrer').click();
    await expect(page.getByText('C’est envoyé. Vos changements prennent effet une fois acceptés.', { exact: true })).toBeVisible();
    await expect(page.getByText('12 chemin des Écoles')).toBeVisible();
    await expect(page.getByText('4 rue du Pont')).toHaveCount(2);
    await picture(page, 'file-waiting');
    await link(page, 'Mon dossier').click();
    await expect(page.getByText('En attente d’acceptation')).toBeVisible();
    await link(page, 'Voir : Adresse de correspondance').click();
    await button(page, 'Retirer ma demande').click();
    await expect(page.getByText('12 chemin des Écoles')).toHaveCount(0);
    await expect(heading(page, 'Adresse de correspondance')).toBeFocused();
  });

  test('what is typed survives a reload, and what others save meanwhile', async ({ page, portal, context }) => {
    await signIn(page, portal);
    await openFile(page);
    await link(page, 'Modifier : Santé, Lina').click();
    const allergies = page.getByLabel(/^Allergies/);
    await allergies.fill('Arachides');
    await page.reload();
    await expect(allergies).toHaveValue('Arachides');
    await expect(page.getByText('Ce que vous aviez écrit est revenu.')).toBeVisible();

    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByLabel(/^Médecin traitant/).fill('Dr Lemaire');
    await button(other, 'Enregistrer').click();
    await expect(other.getByText('C’est enregistré.', { exact: true })).toBeVisible();
    await other.close();

    await button(page, 'Enregistrer').click();
    await expect(page.getByText('Quelqu’un d’autre vient de modifier ceci.')).toBeVisible();
    await expect(page.getByRole('alert')).toContainText('Dr Lemaire');
    await expect(page.getByRole('alert')).toBeInViewport();
    await expect(page.getByLabel(/^Médecin traitant/)).toHaveValue('Dr Lemaire');
    await expect(allergies).toHaveValue('Arachides');
    await picture(page, 'file-changed');
    await button(page, 'Enregistrer').click();
    await expect(page.getByText('C’est enregistré.', { exact: true })).toBeVisible();
    await expect(page.getByText('Arachides')).toBeVisible();
    await expect(page.getByText('Dr Lemaire')).toBeVisible();
    // what is saved is no longer kept: the form begins from what stands there
    await link(page, 'Modifier').click();
    await expect(page.getByText('Ce que vous aviez écrit est revenu.')).toHaveCount(0);
  });

  test('what is typed survives a session that has ended, and is gone with whoever leaves', async ({ page, portal, context }) => {
    const password = portal.passwords.get(CLAIRE)!;
    const signInHere = async () => {
      await page.getByLabel('Adresse e-mail').fill(CLAIRE);
      await page.getByLabel('Mot de passe', { exact: true }).fill(password);
      await button(page, 'Se connecter').click();
    };
    await signIn(page, portal);
    await openFile(page);
    await link(page, 'Modifier : Santé, Lina').click();
    const [allergies, here] = [page.getByLabel(/^Allergies/), page.url()];
    await allergies.fill('Arachides');
    await context.clearCookies();
    await page.reload();
    await signInHere();
    await expect(allergies).toHaveValue('Arachides');
    await button(page, 'Quitter mon compte').click();
    await expectHeading(page, 'Se connecter');
    await page.goto(here);
    await signInHere();
    await expect(allergies).toBeVisible();
    await expect(allergies).toHaveValue('');
  });

  test('people who may fetch a child are added and removed', async ({ page, portal }) => {
    await signIn(page, portal);
    await openFile(page);
    await link(page, 'Modifier : Personnes autorisées, Lina').click();
    await button(page, 'Ajouter une personne').click();
    const first = group(page, 'Personne 1');
    await expect(first.getByLabel('Prénom et nom')).toBeFocused();
    await first.getByLabel('Prénom et nom').fill('Jeanne Martin');
    await first.getByLabel(/^Lien/).fill('Grand-mère');
    await button(page, 'Enregistrer').click();
    await expect(first.getByLabel('Téléphone')).toHaveAttribute('aria-invalid', 'true');
    await first.getByLabel('Téléphone').fill('06 39 98 10 77');
    await button(page, 'Ajouter une personne').click();
    await group(page, 'Personne 2').getByLabel('Prénom et nom').fill('Personne de trop');
    await picture(page, 'file-people');
    await page.getByRole('button', { name: 'Retirer Personne 2' }).click();
    await button(page, 'Enregistrer').click();
    await expect(page.getByText('Jeanne Martin, Grand-mère, 06 39 98 10 77')).toBeVisible();
  });

  test('a complete file is sent, once', async ({ page, portal }) => {
    await signIn(page, portal, PAUL);
    await expect(page.getByRole('heading', { name: 'Votre dossier 2026-2027 est prêt à être envoyé' })).toBeVisible();
    await page.getByRole('link', { name: 'Envoyer mon dossier' }).click();
    await expect(page.getByRole('heading', { name: 'Tout est rempli' })).toBeVisible();
    await picture(page, 'file-to-send');
    await button(page, 'Envoyer mon dossier').click();
    await expect(page.getByText('Votre dossier est reçu depuis le lundi 14 septembre.')).toBeVisible();
    await expect(button(page, 'Envoyer mon dossier')).toHaveCount(0);
    await page.getByRole('navigation').getByRole('link', { name: 'Accueil' }).click();
    await expect(page.getByRole('heading', { name: 'Bonjour Paul' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Cette semaine' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Votre dossier 2026-2027 est prêt à être envoyé' })).toHaveCount(0);
  });

  test('who may only look changes what speaks of them', async ({ page, portal }) => {
    await page.route('**/api/v1/sign_ins', async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      for (const household of json.account?.households ?? []) household.may_book = false;
      await route.fulfill({ response, json });
    });
    await signIn(page, portal, PAUL);
    await openFile(page);
    await expect(page.getByText('Vous ne modifiez que ce qui parle de vous.')).toBeVisible();
    await expect(link(page, 'Voir : Santé, Zoé')).toBeVisible();
    await expect(link(page, 'Modifier : Santé, Zoé')).toHaveCount(0);
    await expect(link(page, 'Ajouter un enfant')).toHaveCount(0);
    await link(page, 'Modifier : Moi').click();
    await page.getByLabel(/^Autre téléphone/).fill('0639981044');
    await button(page, 'Enregistrer').click();
    await expect(page.getByText('06 39 98 10 44')).toBeVisible();
  });
});

test.describe('where edits take effect at once', () => {
  // a twin is refused
  test.use({ demo: 'ages', expected: /status of (401|404|422)/ });

  test('what is missing is filled in one after the other', async ({ page, portal }) => {
    await signIn(page, portal, ANNE);
    await expect(page.getByRole('heading', { name: /^Il manque \d+ éléments dans votre dossier 2027-2028$/ })).toBeVisible();
    await picture(page, 'home-file');
    await page.getByRole('link', { name: 'Compléter mon dossier' }).click();
    await expectHeading(page, 'Mon dossier');
    // the year in which something is missing is the one that is shown
    await expect(page.getByRole('link', { name: '2027-2028', exact: true })).toHaveAttribute('aria-current', 'true');
    await expect(page.getByRole('heading', { name: /^Il manque \d+ réponses et documents$/ })).toBeVisible();
    await picture(page, 'file-missing');
    await link(page, 'Allergies, Emma').click();
    await expect(page.getByLabel('Allergies', { exact: true })).toBeFocused();
    await page.getByLabel('Allergies', { exact: true }).fill('Aucune');
    await button(page, 'Enregistrer').click();
    await expect(page.getByRole('alert')).toContainText('Choisissez une des réponses proposées.');
    await group(page, 'PAI').getByLabel('Non').check();
    await page.getByLabel('Porc').check();
    await button(page, 'Enregistrer').click();
    await expect(page.getByText('C’est enregistré.', { exact: true })).toBeVisible();
    await expect(page.getByText('Porc')).toBeVisible();
    await picture(page, 'file-read');
    // from one thing that is missing to the next
    for (const next of ['Soins', 'Allergies', 'Soins']) {
      await link(page, 'Compléter la suite').click();
      if (next === 'Allergies') {
        await expectHeading(page, 'Santé, Jules');
        await page.getByLabel('Allergies', { exact: true }).fill('Aucune');
        await group(page, 'PAI').getByLabel('Oui').check();
      } else {
        await group(page, 'Soins à l’hôpital').getByLabel('Oui').check();
      }
      await button(page, 'Enregistrer').click();
      await expect(page.getByText('C’est enregistré.', { exact: true })).toBeVisible();
      if (next === 'Allergies') {
        // who has a plan is asked for it, beside what is told of health
        await expect(page.getByRole('heading', { name: 'Documents de santé demandés' })).toBeVisible();
        const plan = page.getByRole('listitem').filter({ hasText: 'Projet d’accueil individualisé (PAI)' });
        await expect(plan.first()).toContainText('À envoyer');
        await picture(page, 'file-health-documents');
      }
    }
    await link(page, 'Mon dossier').click();
    // the answers are there; documents are missing still, so that nothing says that all is well
    await expect(page.getByRole('heading', { name: /^Il manque \d+ documents?$/ })).toBeVisible();
    await expect(page.getByText('Votre dossier est validé.')).toHaveCount(0);
    await picture(page, 'file-documents-missing');
    await page.getByRole('link', { name: 'Attestation d’assurance scolaire, Emma' }).click();
    await expectHeading(page, 'Documents');
  });

  test('a child and another guardian come into the household', async ({ page, portal }) => {
    await signIn(page, portal, ANNE);
    await page.goto(`${portal.url}/file?year=2026-2027`);
    await link(page, 'Ajouter un responsable').click();
    await expect(page.getByLabel('Prénom', { exact: true })).toBeFocused();
    await button(page, 'Ajouter').click();
    await expect(page.getByRole('alert')).toContainText('Nom : Remplissez ce champ.');
    await page.getByLabel('Prénom', { exact: true }).fill('Marc');
    await page.getByLabel('Nom', { exact: true }).fill('D’Alès-Schmitt');
    await page.getByLabel('Téléphone', { exact: true }).fill('06 39 98 20 09');
    await button(page, 'Ajouter').click();
    await expect(page.getByText('Le responsable est ajouté à votre dossier.', { exact: true })).toBeVisible();
    await expect(page.getByText('Marc D’Alès-Schmitt')).toBeVisible();

    await link(page, 'Ajouter un enfant').click();
    await page.getByLabel('Prénom', { exact: true }).fill('Emma');
    await page.getByLabel('Nom', { exact: true }).fill('Schmitt');
    await page.getByLabel('Date de naissance').fill('2021-03-09');
    await page.getByLabel('École').selectOption({ index: 1 });
    await page.getByLabel('Niveau').selectOption({ label: 'Petite section' });
    await picture(page, 'file-add-child');
    await button(page, 'Ajouter').click();
    await expect(page.getByRole('alert')).toContainText('est déjà dans le foyer');
    await page.getByLabel('Prénom', { exact: true }).fill('Nina');
    await button(page, 'Ajouter').click();
    await expect(page.getByText('L’enfant est ajouté à votre dossier.', { exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Nina Schmitt' })).toBeVisible();
  });

  test('a place that the file keeps from being booked leads to it', async ({ page, portal }) => {
    await portal.askFamilies(AT_ONCE.replace('child_class', 'guardian_other_phone = "required"\nchild_class'));
    await signIn(page, portal, FATOU);
    await openPlanning(page);
    await press(page.getByRole('checkbox', { name: /vendredi 18 septembre, Awa\./ }).first());
    const why = page.getByRole('dialog');
    // documents and answers are both named, each with the way to it
    await expect(why.getByText(/^Il manque .*documents?\s:/)).toBeVisible();
    await expect(why.getByText(/^Il manque .*information.* dans votre dossier/)).toBeVisible();
    await expect(why.getByText('Votre dossier n’est pas encore validé.')).toBeVisible();
    await expect(why.getByRole('link', { name: 'Compléter mon dossier' })).toBeVisible();
    await picture(page, 'planning-why-file');
    await why.getByRole('link', { name: 'Envoyer les documents' }).click();
    await expectHeading(page, 'Documents');
  });

  test('the file is changed by the keyboard alone', async ({ page, portal }) => {
    test.skip(test.info().project.name === 'phone', 'a keyboard belongs to a desk');
    await signIn(page, portal, ANNE);
    await page.goto(`${portal.url}/file?year=2026-2027`);
    await expect(page.getByRole('heading', { name: 'Mon foyer' })).toBeVisible();
    const pencil = link(page, 'Modifier : Informations complémentaires');
    for (let step = 0; step < 60 && !(await pencil.evaluate((it) => it === document.activeElement)); step += 1) {
      await page.keyboard.press('Tab');
    }
    await expect(pencil).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Les parents vivent ensemble')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByLabel('Les parents vivent séparément')).toBeChecked();
    await page.keyboard.press('Tab');
    await page.keyboard.type('1234567');
    await page.keyboard.press('Enter');
    await expect(page.getByText('C’est enregistré.', { exact: true })).toBeVisible();
    await expect(page.getByText('Les parents vivent séparément')).toBeVisible();
    await expect(page.getByText('1234567')).toBeVisible();
  });
});
