// Every screen of the staff app: no axe violation, no horizontal scroll, light, dark and forced colours, narrow to wide.

import type { Page } from '@playwright/test';

import { TITLE, announce } from '../support/announcements.ts';
import { expectSound, type Open } from '../support/checks.ts';
import { sendDocuments } from '../support/documents.ts';
import { AT_ONCE, KARIM, told, waiting } from '../support/family-files.ts';
import { LENA, NADIA, OMAR, PASSWORD, atWork, goTo, letIn, signInStaff, type Colleague } from '../support/staff.ts';
import { CLAIRE, expect, test } from '../support/test.ts';

// the session that a fresh browser has not, a code that is asked for, values that are refused
test.use({ expected: /status of (401|422)/ });

const at = (path: string, who: Colleague = NADIA): Open => async (page, portal) => {
  await signInStaff(page, portal, who, await atWork(portal, who), path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
};
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const team: Open = async (page, portal) => {
  await letIn(portal, LENA);
  await atWork(portal, OMAR);
  await at('/team')(page, portal);
  await expect(row(page, LENA.email)).toBeVisible();
};
const setUp: Open = async (page, portal) => {
  await page.goto(await letIn(portal, NADIA));
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('link', { name: 'Ouvrir l’espace agents' }).click();
  await expect(page.getByRole('heading', { name: 'Activez le code à la connexion' })).toBeVisible();
};

const files: Open = async (page, portal) => {
  await portal.askFamilies(AT_ONCE);
  await (await told(portal, KARIM)).submit();
  await at('/files')(page, portal);
  await row(page, 'Foyer Benali').getByRole('button', { name: 'Foyer Benali' }).click();
  await expect(page.getByText('Odile Martin')).toBeVisible();
};
const changes: Open = async (page, portal) => {
  await waiting(portal);
  await at('/changes')(page, portal);
  await page.getByRole('button', { name: 'Claire Martin' }).click();
  await expect(page.getByText('07 00 00 00 01')).toBeVisible();
};

const family: Open = async (page, portal) => {
  await at('/families')(page, portal);
  await page.getByRole('link', { name: 'Famille Martin' }).click();
  await expect(page.getByText('Pièces justificatives')).toBeVisible();
  await expect(page.getByText('Notes de l’équipe')).toBeVisible();
};
const documents: Open = async (page, portal) => {
  await sendDocuments(portal, CLAIRE, 1);
  await at('/documents')(page, portal);
  await page.locator('.queue-name').first().click();
  await expect(page.getByRole('img', { name: /^Image envoyée/ })).toBeVisible();
};
const year: Open = async (page, portal) => {
  await at('/school-year')(page, portal);
  await expect(page.getByRole('heading', { name: 'Ce qui va se passer' })).toBeVisible();
};

const SCREENS: Record<string, Open> = {
  families: async (page, portal) => {
    await at('/families?q=martin')(page, portal);
    await expect(page.getByRole('link', { name: 'Famille Martin' })).toBeVisible();
  },
  'sheet of a family': family,
  'sheet of a family, a document and a decision': async (page, portal) => {
    await sendDocuments(portal, CLAIRE, 1);
    await family(page, portal);
    await page.getByRole('button', { name: /^Voir la pièce/ }).click();
    await expect(page.getByRole('img', { name: /^Image envoyée/ })).toBeVisible();
    await page.getByRole('group', { name: 'Le foyer habite le territoire' }).getByLabel('Non').check();
    await expect(page.getByRole('button', { name: 'Enregistrer sans décider' })).toBeVisible();
    await page.getByRole('button', { name: 'Rouvrir le dossier' }).click();
    await expect(page.getByRole('dialog', { name: 'Pourquoi rouvrir le dossier ?' })).toBeVisible();
  },
  'accounts to follow': async (page, portal) => {
    await portal.register({ email: 'lea.petit@example.org', first: 'Léa', last: 'Petit' });
    await at('/accounts')(page, portal);
    await expect(page.getByRole('button', { name: /^Inviter de nouveau/ })).toBeVisible();
  },
  'documents, none': async (page, portal) => {
    await at('/documents')(page, portal);
    await expect(page.getByText('Aucune pièce n’attend.')).toBeVisible();
  },
  'documents, one open': documents,
  'documents, a day that is over': async (page, portal) => {
    await documents(page, portal);
    await page.getByLabel('Dernier jour de validité').fill('2020-01-01');
    await page.getByRole('button', { name: 'Agrandir' }).click();
    await expect(page.getByText('150%')).toBeVisible();
  },
  'files, something missing': async (page, portal) => {
    await portal.askFamilies(AT_ONCE);
    await (await told(portal, KARIM)).submit();
    await portal.askFamilies(AT_ONCE.replace('child_class', 'guardian_other_phone = "required"\nchild_class'));
    await at('/files')(page, portal);
    await row(page, 'Foyer Benali').getByRole('button', { name: 'Foyer Benali' }).click();
    await expect(page.getByText('Il manque 1 chose :')).toBeVisible();
    await page.getByRole('button', { name: 'Valider', exact: true }).click();
    await expect(page.getByLabel('Pourquoi valider quand même ?')).toBeVisible();
  },
  'school year': year,
  'school year, somebody to correct': async (page, portal) => {
    await year(page, portal);
    await page.getByRole('button', { name: /^Corriger/ }).first().click();
    // whoever is first of the list may be one who leaves
    await page.getByRole('dialog').getByLabel('Va à l’école').check();
    await page.getByRole('dialog').getByLabel('École', { exact: true }).selectOption('');
    await page.getByRole('dialog').getByRole('button', { name: 'Garder' }).click();
    await expect(page.getByText('Choisissez une école.').first()).toBeVisible();
  },
  'school year, the last look': async (page, portal) => {
    await year(page, portal);
    await page.getByRole('button', { name: 'Ouvrir l’année 2027-2028' }).click();
    await expect(page.getByRole('dialog').getByText('0 correction')).toBeVisible();
  },
  'school year, opened': async (page, portal) => {
    await year(page, portal);
    await page.getByRole('button', { name: 'Ouvrir l’année 2027-2028' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ouvrir l’année' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'L’année 2027-2028 est ouverte' })).toBeVisible();
  },
  'school year of who may only look': at('/school-year', LENA),

  'sign-in': async (page, portal) => {
    await page.goto(`${portal.url}/staff`);
    await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  },
  'not staff': async (page, portal) => {
    await page.goto(`${portal.url}/staff`);
    await page.getByLabel('Adresse e-mail').fill(CLAIRE);
    await page.getByLabel('Mot de passe', { exact: true }).fill(portal.passwords.get(CLAIRE)!);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Cet espace est réservé aux agents' })).toBeVisible();
  },
  'the code to set up': setUp,
  'the code to set up, its square': async (page, portal) => {
    await setUp(page, portal);
    await page.getByRole('button', { name: 'Activer le code' }).click();
    await page.getByLabel('Mot de passe actuel').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continuer' }).click();
    await expect(page.getByAltText('Carré à scanner')).toBeVisible();
  },
  home: at(''),
  'home of a referent': at('', { ...LENA, role: 'referent', facility: 'periscolaire-tilleuls' }),
  'not found': at('/nulle-part'),
  profile: async (page, portal) => {
    await at('/profile')(page, portal);
    await expect(page.getByText('Cet appareil')).toBeVisible();
  },
  'files, none': async (page, portal) => {
    await at('/files')(page, portal);
    await page.getByRole('button', { name: 'Foyer Benali' }).click();
    await page.getByRole('button', { name: 'Valider' }).click();
    await expect(page.getByText('Aucun dossier n’attend.')).toBeVisible();
  },
  'files, one open': files,
  'files, health and history': async (page, portal) => {
    await files(page, portal);
    await page.getByRole('button', { name: /^Lire la santé/ }).first().click();
    await expect(page.getByText('Arachides')).toBeVisible();
    await page.getByText('Historique').click();
    await page.getByRole('button', { name: 'Ajouter la note' }).click();
    await expect(page.getByText('Écrivez la note.').first()).toBeVisible();
  },
  'files, more to ask for': async (page, portal) => {
    await files(page, portal);
    await page.getByRole('button', { name: 'Demander un complément' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Demander un complément' }).click();
    await expect(page.getByText('Écrivez pourquoi.').first()).toBeVisible();
  },
  'changes, one open': changes,
  'changes, some chosen': async (page, portal) => {
    await waiting(portal);
    await at('/changes')(page, portal);
    await page.getByRole('checkbox', { name: 'Choisir Claire Martin' }).check();
    await expect(page.getByText('1 choisi')).toBeVisible();
  },
  'changes of who may only look': async (page, portal) => {
    await waiting(portal);
    await at('/changes', LENA)(page, portal);
    await expect(page.getByRole('button', { name: 'Claire Martin' })).toBeVisible();
  },
  'file of a family': async (page, portal) => {
    await changes(page, portal);
    await page.getByRole('link', { name: 'Famille Martin' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Dossier d’une famille' })).toBeVisible();
    await expect(page.getByText('Notes de l’équipe')).toBeVisible();
  },
  pages: at('/pages'),
  'pages, one being written': async (page, portal) => {
    await at('/pages')(page, portal);
    await page.getByRole('button', { name: /^Écrire/ }).first().click();
    await page.getByLabel('En français').fill('## Éditeur\n\nCommune de [[votre commune]], {retention.jours} jours.');
    await page.getByRole('button', { name: 'Voir le français mis en page' }).click();
    await page.getByRole('button', { name: 'Publier' }).click();
    await expect(page.getByText('Une durée entre { et } n’existe pas', { exact: false }).first()).toBeVisible();
  },
  'announcements, none': async (page, portal) => {
    await at('/announcements')(page, portal);
    await expect(page.getByText('Aucune annonce pour l’instant.')).toBeVisible();
  },
  'announcements, one being written': async (page, portal) => {
    await at('/announcements')(page, portal);
    await page.getByRole('button', { name: 'Écrire une annonce' }).click();
    await page.getByLabel('Les familles d’écoles ou de classes').check();
    await page.getByText('Ajouter l’anglais (facultatif)').click();
    await page.getByLabel('Texte', { exact: true }).fill('## Grève\n\n- La cantine est **fermée**');
    await page.getByRole('button', { name: 'Voir mis en page' }).click();
    await expect(page.getByRole('heading', { name: 'Grève', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await expect(page.getByRole('alert')).toContainText('Choisissez au moins une case.');
  },
  'announcements, one published': async (page, portal) => {
    await announce(portal, TITLE);
    await at('/announcements', OMAR)(page, portal);
    await expect(page.getByRole('heading', { level: 2, name: TITLE })).toBeVisible();
  },
  'announcements, the counts before the deed': async (page, portal) => {
    await at('/announcements')(page, portal);
    await page.getByRole('button', { name: 'Écrire une annonce' }).click();
    await page.getByLabel('Titre', { exact: true }).fill('Fermeture');
    await page.getByLabel('Texte', { exact: true }).fill('Fermé vendredi.');
    await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await page.getByRole('button', { name: /^Publier/ }).click();
    await expect(page.getByRole('dialog')).toContainText('la verront sur le portail');
  },
  team,
  'team of who may only look': async (page, portal) => {
    await at('/team', LENA)(page, portal);
    await expect(row(page, LENA.email)).toBeVisible();
  },
  'team, somebody to add': async (page, portal) => {
    await team(page, portal);
    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    await page.getByLabel('Référent').check();
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await expect(page.getByText('Choisissez au moins un établissement.').first()).toBeVisible();
  },
  'team, somebody to change': async (page, portal) => {
    await team(page, portal);
    await row(page, LENA.email).getByRole('button', { name: /^Modifier/ }).click();
    await expect(page.getByLabel('Lecteur')).toBeChecked();
  },
  'team, somebody to remove': async (page, portal) => {
    await team(page, portal);
    await row(page, NADIA.email).getByRole('button', { name: /^Retirer/ }).click();
    await expect(page.getByText('C’est vous')).toBeVisible();
  },
  'team, somebody removed': async (page, portal) => {
    await team(page, portal);
    await row(page, LENA.email).getByRole('button', { name: /^Retirer/ }).click();
    await page.getByRole('button', { name: 'Retirer de l’équipe' }).click();
    await expect(page.getByText('ne fait plus partie de l’équipe')).toBeVisible();
  },
  invitations: at('/invitations'),
  'invitations, nothing written': async (page, portal) => {
    await at('/invitations')(page, portal);
    await page.getByRole('button', { name: 'Envoyer les invitations' }).click();
    await expect(page.getByText('Collez au moins une adresse.').first()).toBeVisible();
  },
  'invitations, answered': async (page, portal) => {
    await portal.register({ email: 'lea.petit@example.org', first: 'Léa', last: 'Petit' });
    await at('/invitations')(page, portal);
    await page.getByLabel('Adresses e-mail').fill(`lea.petit@example.org ${CLAIRE} personne@example.org`);
    await page.getByRole('button', { name: 'Envoyer les invitations' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Résultat' })).toBeVisible();
  },
  'invitations of who may only look': at('/invitations', LENA),
};

for (const [name, open] of Object.entries(SCREENS)) {
  test(`staff, ${name}: accessible and whole in every colour and width`, async ({ page, portal }) => {
    await open(page, portal);
    await expectSound(page, `staff, ${name}`);
  });
}

test('staff, every form of a household: accessible and whole', async ({ page, portal }) => {
  test.slow();
  await family(page, portal);
  const form = async (opens: string | RegExp, name: string, back = 'Annuler') => {
    const close = page.getByRole('button', { name: back, exact: true });
    await page.getByRole('button', { name: opens }).first().click();
    await expect(close).toBeVisible();
    await expectSound(page, `staff, household, ${name}`);
    await close.click();
    await expect(close).toHaveCount(0);
  };
  await form(/^Modifier.*Identité/, 'a part');
  await form('Ajouter un enfant', 'a child');
  await form('Ajouter un responsable', 'a guardian');
  await form(/^Départ ou erreur de saisie/, 'departure');
  await form('Modifier les rôles', 'roles', 'Ne rien changer');
});

test('staff, the ways at the side: folded and opened on a phone', async ({ page, portal }) => {
  await at('')(page, portal);
  await page.setViewportSize({ width: 390, height: 844 });
  const [menu, ways] = [page.getByRole('button', { name: 'Menu' }), page.getByRole('navigation')];
  await expect(ways).toBeHidden();
  await expect(menu).toHaveAttribute('aria-expanded', 'false');
  await menu.click();
  await expect(menu).toHaveAttribute('aria-expanded', 'true');
  await ways.getByRole('link', { name: 'Équipe' }).focus();
  await page.keyboard.press('Escape');
  await expect(ways).toBeHidden();
  await expect(menu).toBeFocused();
  await goTo(page, 'Équipe');
  await expect(ways).toBeHidden();
  await menu.click();
  await page.screenshot({ path: 'screenshots/desktop/staff-menu.png' });
  await page.emulateMedia({ colorScheme: 'light' });
  await expectSound(page, 'staff, menu');
});
